package import APIServer

/// Paths of the API with their queries, percent-encoded.
package enum RequestPath {
    /// - Parameter namespace: Left out where the resource has none.
    package static func object(
        _ resource: Resource,
        namespace: String,
        name: String,
        query: [(String, String)] = []
    ) -> String {
        collection(resource, namespace: namespace) + "/" + encoded(name) + text(query)
    }

    /// - Parameter namespace: nil: all namespaces.
    package static func list(
        _ resource: Resource,
        namespace: String?,
        query: [(String, String)] = []
    ) -> String {
        collection(resource, namespace: namespace) + text(query)
    }

    private static func collection(_ resource: Resource, namespace: String?) -> String {
        guard resource.isNamespaced, let namespace else { return "/api/v1/\(resource.name)" }
        return "/api/v1/namespaces/\(encoded(namespace))/\(resource.name)"
    }

    private static func text(_ query: [(String, String)]) -> String {
        query.isEmpty ? "" : "?" + query.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    /// Everything but RFC 3986's unreserved characters is escaped.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
