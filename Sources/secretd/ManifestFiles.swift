import Feeds
import Glibc
import KubeObjects

/// Reads the manifests that a command was given with `-f`, once.
enum ManifestFiles {
    struct File {
        /// As it was typed, with the file's name behind it where a directory was typed.
        var path: String
        var manifest: Manifest
    }

    /// - Parameter paths: Files and directories; of a directory, what the daemon would read of it; `-` is standard input.
    /// - Throws: `CommandFailure` for what cannot be read at all. What is wrong inside a file is in its manifest.
    static func read(_ paths: [String]) throws(CommandFailure) -> [File] {
        var files: [File] = []
        for path in paths {
            for file in try expand(path) {
                let bytes = try InputFile.read(file, limit: Manifest.maximumSize)
                files.append(File(path: file, manifest: bytes.withBytes(Manifest.read)))
            }
        }
        return files
    }

    private static func expand(_ path: String) throws(CommandFailure) -> [String] {
        var status = stat()
        guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        guard let directory = opendir(path) else { throw InputFile.failure(path) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            if let name = String(validatingCString: name), ManifestName.accepts(name) { names.append(name) }
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        guard !names.isEmpty else { throw CommandFailure("\(path): no *.yaml, *.yml or *.json in this directory") }
        return names.sorted().map { base + $0 }
    }
}
