/// One value of `--from-file`: `key=path`, or a path whose last part is the key.
///
/// Source: kubectl pkg/util ParseFileSource.
struct FileSource: Equatable {
    var key: String
    var path: String
    var isKeyGiven: Bool

    /// - Throws: `KubectlError` for an empty key, an empty path, and more than one `=`.
    init(parsing text: String) throws(KubectlError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false).map(Substring.init)
        guard parts.count <= 2 else { throw KubectlError("key names or file paths cannot contain '='") }
        isKeyGiven = parts.count == 2
        path = String(parts[parts.count - 1])
        key = isKeyGiven ? String(parts[0]) : Self.lastPart(of: text)
        if isKeyGiven, key.isEmpty { throw KubectlError("key name for file path \(path) missing") }
        if isKeyGiven, path.isEmpty { throw KubectlError("file path for key name \(key) missing") }
    }

    private static func lastPart(of path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? (path.isEmpty ? "." : "/")
    }
}
