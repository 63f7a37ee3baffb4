import Glibc

extension OwnedFD {
    /// When the file's bytes last changed, in nanoseconds since 1970.
    ///
    /// - Parameter subject: What errors call the file.
    package func modified(subject: String) throws(SystemError) -> Int64 {
        var raw = stat()
        guard fstat(rawValue, &raw) == 0 else { throw .last("fstat", subject) }
        return Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec)
    }
}
