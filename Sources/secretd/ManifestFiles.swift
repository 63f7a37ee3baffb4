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
                files.append(File(path: file, manifest: try read(file)))
            }
        }
        return files
    }

    private static func expand(_ path: String) throws(CommandFailure) -> [String] {
        var status = stat()
        guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        guard let directory = opendir(path) else { throw failure(path) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if ManifestName.isManifest(name) { names.append(name) }
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        guard !names.isEmpty else { throw CommandFailure("\(path): no *.yaml, *.yml or *.json in this directory") }
        return names.sorted().map { base + $0 }
    }

    private static func read(_ path: String) throws(CommandFailure) -> Manifest {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        // A pipe given as standard input or /dev/fd/N is read to its end; one lying in the file system would wait for
        // a writer for ever.
        let kind = status.st_mode & S_IFMT
        let isPipe = kind == S_IFIFO && (path == "-" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/"))
        guard kind == S_IFREG || isPipe || path == "-" else { throw CommandFailure("\(path): not a regular file") }
        if isPipe { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) }
        // One byte more than allowed, so that the reader sees that it is too much.
        let capacity = kind == S_IFREG ? min(Int(status.st_size), Manifest.maximumSize) + 1 : Manifest.maximumSize + 1
        var code: Int32 = 0
        let bytes = SecretBytes(capacity: capacity) { buffer in
            var filled = 0
            while filled < buffer.count {
                let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
                if count < 0, errno == EINTR { continue }
                if count < 0 { code = errno }
                guard count > 0 else { break }
                filled += count
            }
            return filled
        }
        guard code == 0 else { throw CommandFailure("\(path): \(String(cString: strerror(code)))") }
        return bytes.withBytes { Manifest.read($0) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure("\(path): \(String(cString: strerror(errno)))")
    }
}
