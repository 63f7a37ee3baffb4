package import KubeObjects

/// Where the data of a new Secret or ConfigMap come from, as the command line names it.
package struct DataSources: Sendable {
    /// `--from-literal`: `key=value` each.
    package var literals: [String]
    /// `--from-file`, split at its commas: files and directories, `key=path` or `path` each.
    package var files: [String]
    /// `--from-env-file`, split at its commas: paths.
    package var environmentFiles: [String]
    /// The value of an environment variable, for lines of `environmentFiles` that are only a name; nil where it is not set.
    private let environment: @Sendable (String) -> SecretBytes?

    package init(
        literals: [String] = [],
        files: [String] = [],
        environmentFiles: [String] = [],
        environment: @escaping @Sendable (String) -> SecretBytes? = { _ in nil }
    ) {
        self.literals = literals
        self.files = files
        self.environmentFiles = environmentFiles
        self.environment = environment
    }

    /// Reads all of it, in the order that kubectl does: of a Secret the literals first, of a ConfigMap the files.
    ///
    /// - Throws: `KubectlError` for the first source that is wrong.
    func read(into data: inout DraftData) throws(KubectlError) {
        guard environmentFiles.isEmpty || (files.isEmpty && literals.isEmpty) else {
            throw KubectlError("from-env-file cannot be combined with from-file or from-literal")
        }
        if data.owner == .secret { try addLiterals(to: &data) }
        for file in files { try read(file, into: &data) }
        if data.owner != .secret { try addLiterals(to: &data) }
        for path in environmentFiles {
            guard try !SourceFile.isDirectory(path) else {
                let kind = data.owner == .secret ? "secret" : "config"
                throw KubectlError("env \(kind) file cannot be a directory")
            }
            let bytes = try contents(of: path)
            try EnvironmentFile(path: path, bytes: bytes, environment: environment).add(to: &data)
        }
    }

    /// A literal without a key is named by its place, not shown: who forgets the key has typed a bare value.
    private func addLiterals(to data: inout DraftData) throws(KubectlError) {
        for (index, literal) in literals.enumerated() {
            let parts = literal.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw KubectlError("invalid literal source #\(index + 1), expected key=value")
            }
            let key = String(Substring(parts[0]))
            try data.add(SecretBytes(utf8: String(Substring(parts[1]))), as: key, shown: ShownKey.of(key))
        }
    }

    private func read(_ text: String, into data: inout DraftData) throws(KubectlError) {
        let source = try FileSource(parsing: text)
        guard try SourceFile.isDirectory(source.path) else {
            return try data.add(contents(of: source.path), as: source.key)
        }
        guard !source.isKeyGiven else { throw KubectlError("cannot give a key name for a directory path") }
        for name in try SourceFile.regularFiles(in: source.path) {
            try data.add(contents(of: SourceFile.path(of: name, in: source.path)), as: name)
        }
    }

    private func contents(of path: String) throws(KubectlError) -> SecretBytes {
        do { return try SourceFile.read(path) } catch { throw KubectlError(error.goDescription) }
    }
}
