/// Gathers what is wrong with one object while it is decoded, so that all of it is told at once.
package final class DecodingLog {
    /// In the order of discovery. Their subject is empty.
    package private(set) var problems: [ManifestProblem] = []
    /// The fields with an error: a second complaint about them or what is in them would be noise.
    private(set) var failedPaths: Set<String> = []

    package init() {}

    /// A value of another type than the field's: `spec.volumes[0].name: expected string, found integer`.
    func typeError(_ path: String, key: String? = nil, expected: StaticString, found node: DocumentNode) {
        error(path, key: key, "expected \(expected), found \(node.value.typeName)", at: node.mark)
    }

    /// - Parameters:
    ///   - key: The entry of the map `path` that is meant, if it is one.
    ///   - message: Holds no value of the document.
    package func error(_ path: String, key: String? = nil, _ message: String, at mark: SourceMark) {
        failedPaths.insert(key.map { "\(path)[\($0)]" } ?? path)
        let shown = key.map { "\(path)[\(ShownKey.of($0))]" } ?? path
        problems.append(ManifestProblem(.error, at: mark, message: shown.isEmpty ? message : "\(shown): \(message)"))
    }

    /// A member that the object at `path` should not have.
    func warnOfUnknown(_ member: DocumentNode.Member, at path: String) {
        let field = ShownKey.of(member.key)
        warn("unknown field \"\(path.isEmpty ? field : "\(path).\(field)")\"", at: member.keyMark)
    }

    func warn(_ message: String, at mark: SourceMark) {
        problems.append(ManifestProblem(.warning, at: mark, message: message))
    }

    /// Whether `path` or a field that it lies in has failed already. Validation calls the entries of a Secret's
    /// `stringData` by the name of `data`.
    func covers(_ path: String) -> Bool {
        guard !failedPaths.isEmpty else { return false }
        if path.hasPrefix("data["), covers("stringData\(path.dropFirst(4))") { return true }
        if failedPaths.contains(path) || failedPaths.contains("") { return true }
        for index in path.indices where path[index] == "." || path[index] == "[" {
            if failedPaths.contains(String(path[..<index])) { return true }
        }
        return false
    }
}
