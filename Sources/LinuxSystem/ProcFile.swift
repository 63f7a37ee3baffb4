import Glibc

/// A text file of `/proc`, whose size is not known before it is read.
enum ProcFile {
    static func read(_ path: String) throws(SystemError) -> String {
        let file = try OwnedFD.opening(path, in: AT_FDCWD, O_RDONLY | O_CLOEXEC)
        var text: [UInt8] = []
        // At least a page a call, so that a record is not cut where the kernel generates by records.
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
        defer { chunk.deallocate() }
        while true {
            let count = try file.read(into: chunk, subject: path)
            text.append(contentsOf: chunk[..<count])
            if count < chunk.count { return String(decoding: text, as: UTF8.self) }
        }
    }
}
