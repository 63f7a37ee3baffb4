/// A key of a manifest as messages show it.
///
/// A forgotten space or quote makes a value part of the key (`{password:hunter2}` has one key and no value), and keys are
/// shown. So what follows the name is left out.
package enum ShownKey {
    /// `key` up to the first character that ends a name: a space, a quote, a bracket, one of `:=,`, a control character.
    package static func of(_ key: String) -> String {
        guard let end = key.utf8.firstIndex(where: endsName) else { return key }
        return "\(key[..<end])…"
    }

    /// `error` without what should not be shown of the key in `data[key]`.
    static func without(valuesIn error: FieldError) -> FieldError {
        for map in ["data", "binaryData"] where error.path.hasPrefix("\(map)[") && error.path.hasSuffix("]") {
            let key = String(error.path.dropFirst(map.count + 1).dropLast())
            let shown = of(key)
            guard shown != key else { return error }
            var error = error
            error.path = "\(map)[\(shown)]"
            if case .invalid(value: key) = error.kind { error.kind = .invalid(value: shown) }
            return error
        }
        return error
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7f: true
        case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}
