/// Gathers what is wrong with one object while it is decoded, so that all of it is told at once.
final class DecodingLog {
    /// In the order of discovery. Their subject is empty.
    private(set) var problems: [ManifestProblem] = []
    /// The fields with an error: a second complaint about them or what is in them would be noise.
    private(set) var failedPaths: Set<String> = []

    /// A value of another type than the field's: `spec.volumes[0].name: expected string, found integer`.
    func typeError(_ path: String, expected: StaticString, found node: DocumentNode) {
        error(path, "expected \(expected), found \(node.value.typeName)", at: node.mark)
    }

    /// - Parameter message: Holds no value of the document.
    func error(_ path: String, _ message: String, at mark: SourceMark) {
        failedPaths.insert(path)
        problems.append(ManifestProblem(.error, at: mark, message: path.isEmpty ? message : "\(path): \(message)"))
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
