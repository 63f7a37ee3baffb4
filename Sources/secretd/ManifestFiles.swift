import Feeds
import Glibc
import KubeObjects
import Kubectl
import LinuxSystem

/// Reads the manifests that a command was given with `-f`, once.
enum ManifestFiles {
    struct File {
        /// As it was typed, with the file's name behind it where a directory was typed.
        var path: String
        var manifest: Manifest
        /// Why the file could not be read at all.
        var failure: String?
    }

    /// - Parameter paths: Files and directories; of a directory, what the daemon would read of it; `-` is standard input.
    /// - Throws: `CommandFailure` for a path that cannot be read. What is wrong with a file of a directory, or inside a
    ///   file, is in the result.
    static func read(_ paths: [String]) throws(CommandFailure) -> [File] {
        var files: [File] = []
        for path in paths {
            for file in try expand(path) {
                do throws(InputFailure) {
                    let bytes = try InputFile.read(file, limit: Manifest.maximumSize)
                    let failure = bytes.count == 0 ? "\(file): is empty; remove the file to remove its objects" : nil
                    files.append(File(path: file, manifest: bytes.withBytes(Manifest.read), failure: failure))
                } catch {
                    guard file != path else { throw CommandFailure(error) }
                    files.append(File(path: file, manifest: Manifest(), failure: error.description))
                }
            }
        }
        return files
    }

    private static func expand(_ path: String) throws(CommandFailure) -> [String] {
        guard path != "-", FileStatus(following: path)?.kind == .directory else { return [path] }
        guard let directory = opendir(path) else { throw CommandFailure(InputFile.failure(path)) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            if let name = String(validatingCString: name), ManifestName.accepts(name) { names.append(name) }
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        guard !names.isEmpty else {
            throw CommandFailure(
                "\(path): no *.yaml, *.yml or *.json in this directory; its subdirectories are not read"
            )
        }
        return names.sorted().map { base + $0 }
    }
}
