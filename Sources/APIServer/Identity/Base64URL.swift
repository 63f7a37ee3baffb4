import KubeObjects

/// Base64 for tokens: RFC 4648 §5, without padding.
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        var text = [UInt8](repeating: 0, count: Base64.encodedCount(bytes.count))
        bytes.withUnsafeBytes { bytes in text.withUnsafeMutableBytes { Base64.encode(bytes, into: $0) } }
        while text.last == UInt8(ascii: "=") { text.removeLast() }
        for index in text.indices {
            if text[index] == UInt8(ascii: "+") { text[index] = UInt8(ascii: "-") }
            if text[index] == UInt8(ascii: "/") { text[index] = UInt8(ascii: "_") }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for everything that `encode` does not make, so that one value has one text.
    static func decode(_ text: Substring) -> [UInt8]? {
        var standard: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
            default: standard.append(byte)
            }
        }
        while !standard.count.isMultiple(of: 4) { standard.append(UInt8(ascii: "=")) }
        let decoded = standard.withUnsafeBytes { try? Base64.decode($0).withBytes { Array($0) } }
        guard let decoded, encode(decoded).utf8.elementsEqual(text.utf8) else { return nil }
        return decoded
    }
}
