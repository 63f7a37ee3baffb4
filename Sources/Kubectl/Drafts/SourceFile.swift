import Glibc
import KubeObjects
import LinuxSystem

/// The files that a new object is made of.
enum SourceFile {
    /// More than the server takes of one object; only what never ends is kept out.
    private static let largestSize = 16 << 20

    /// - Throws: `KubectlError` where there is nothing at `path`.
    static func isDirectory(_ path: String) throws(KubectlError) -> Bool {
        if let status = FileStatus(following: path) { return status.kind == .directory }
        let failure = InputFile.failure(path)
        throw KubectlError("error reading \(path): \(failure.goReason)")
    }

    /// Reads a file, device, or pipe to its end. `-` is a file of that name, as it is to kubectl.
    static func read(_ path: String) throws(InputFailure) -> SecretBytes {
        let bytes: SecretBytes
        do { bytes = try InputFile.read(path == "-" ? "./-" : path, limit: largestSize, fifo: .read) } catch {
            throw InputFailure(path: path, reason: error.reason, code: error.code, step: error.step)
        }
        guard bytes.count <= largestSize else { throw InputFailure(path: path, code: EFBIG, step: .read) }
        return bytes
    }

    /// The names of the regular files right in a directory, sorted; links, FIFOs and directories are passed over.
    static func regularFiles(in path: String) throws(KubectlError) -> [String] {
        guard let directory = opendir(path) else {
            let failure = InputFile.failure(path)
            throw KubectlError("error listing files in \(path): \(failure.goDescription)")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            var status = stat()
            guard fstatat(dirfd(directory), name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                FileStatus(status).kind == .file
            else { continue }
            names.append(String(cString: name))
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func path(of name: String, in directory: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }
}
