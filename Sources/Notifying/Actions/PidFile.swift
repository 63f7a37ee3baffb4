import LinuxSystem
import SystemPackage

/// What a pid file says, and what it can be trusted with.
struct PidFile: Hashable {
    var pid: Int32
    var owner: UInt32
    /// Nanoseconds since 1970.
    var modified: Int64

    /// In bytes; a number and a line break have twelve.
    private static let limit = 64

    /// - Parameter path: An absolute path. Its last component is no symbolic link.
    /// - Returns: Nil where there is no file.
    /// - Throws: For what others than its owner may write to, and what holds no process's number.
    init?(_ path: String) throws(ActionFailure) {
        guard let slash = path.lastIndex(of: "/") else { throw ActionFailure("\(path): no absolute path") }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        let name = String(path[path.index(after: slash)...])
        do throws(SystemError) {
            let file = try Directory(opening: parent).openForReading(name)
            let status = try file.status(subject: path)
            guard status.kind == .file else { throw SystemError("open", path, .invalidArgument) }
            guard status.mode & 0o022 == 0 else { throw SystemError("open", path, .notPermitted) }
            var bytes = [UInt8](repeating: 0, count: Self.limit)
            var failure: SystemError?
            let count = bytes.withUnsafeMutableBytes { buffer -> Int in
                do throws(SystemError) { return try file.read(into: buffer, subject: path) } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            let text = String(decoding: bytes[..<count], as: UTF8.self)
            let first = text.split(whereSeparator: \.isNewline).first ?? ""
            guard let pid = Int32(first.trimmed), pid > 1 else { throw SystemError("read", path, .invalidArgument) }
            self.pid = pid
            owner = status.uid
            modified = try file.modified(subject: path)
        } catch {
            switch error.errno {
            case .noSuchFileOrDirectory: return nil
            case .notPermitted: throw ActionFailure("\(path): others than its owner may write to it")
            case .invalidArgument: throw ActionFailure("\(path): holds no process's number")
            default: throw ActionFailure(error)
            }
        }
    }
}

extension Substring {
    /// Without blanks at both ends.
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? ""
    }
}
