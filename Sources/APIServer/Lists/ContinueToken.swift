import KubeObjects

/// Where a list that was sent in part goes on: the `metadata.continue` of one page, which the next request brings back.
///
/// Source: k8s.io/apiserver pkg/storage/continue.go, for the shape and for the texts of the errors.
struct ContinueToken: Hashable, Sendable {
    /// The state of the store that all pages show; not 0.
    let resourceVersion: UInt64
    /// The last object that was sent, `namespace/name`; not empty.
    let startKey: String

    init(resourceVersion: UInt64, startKey: String) {
        self.resourceVersion = resourceVersion
        self.startKey = startKey
    }

    /// - Throws: `ContinueTokenError` for everything that `text` never gives.
    init(parsing text: String) throws(ContinueTokenError) {
        guard let json = Self.json(text) else { throw .unreadable }
        guard json["v"]?.text == Self.version else { throw .otherVersion }
        let version: UInt64? =
            switch json["rv"] {
            case .integer(let integer): UInt64(exactly: integer)
            case .number(let text): UInt64(text)
            default: nil
            }
        guard let version, version > 0 else { throw .badResourceVersion }
        guard let startKey = json["start"]?.text, !startKey.isEmpty else { throw .noStartKey }
        self.init(resourceVersion: version, startKey: startKey)
        // One text a token: no other order, padding or member.
        guard self.text == text else { throw .unreadable }
    }

    /// Opaque to clients, and fit for a URL as it is.
    var text: String {
        let version: JSONValue = Int64(exactly: resourceVersion).map(JSONValue.integer) ?? .number("\(resourceVersion)")
        let json: JSONValue = ["v": .string(Self.version), "rv": version, "start": .string(startKey)]
        return JSONWriter.bytes(of: json).withUnsafeBytes { bytes in
            let count = Base64.encodedCount(bytes.count)
            let base64 = String(unsafeUninitializedCapacity: count) { buffer in
                Base64.encode(bytes, into: UnsafeMutableRawBufferPointer(buffer))
                return count
            }
            return String(base64.compactMap(Self.urlSafe))
        }
    }

    private static let version = "meta.k8s.io/v1"

    private static func json(_ text: String) -> JSONValue? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = String(text.map(standard)) + padding
        guard let bytes = try? Base64.decode(base64) else { return nil }
        return bytes.withBytes { try? JSONValue(parsing: $0) }
    }

    /// The character of the URL's alphabet, which does without padding.
    private static func urlSafe(_ character: Character) -> Character? {
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
    }

    private static func standard(_ character: Character) -> Character {
        switch character {
        case "-": "+"
        case "_": "/"
        default: character
        }
    }
}
