import LinuxSystem
import Synchronization

/// The audit log as a file of JSON lines.
final class AuditFile: AuditSink {
    private struct State: ~Copyable {
        var file: AppendFile
        /// Whether the file ends within a line, because the disk was full.
        var isTorn = false
    }

    let name: String
    private let state: Mutex<State>

    /// - Throws: `openat`.
    init(path: String) throws(SystemError) {
        name = path
        state = Mutex(State(file: try AppendFile(opening: path)))
    }

    /// All lines with one write. Of a line that fits in part, nothing stays.
    func write(_ entries: [AuditEntry]) -> (count: Int, failure: SystemError?) {
        state.withLock { state in
            var bytes: [UInt8] = state.isTorn ? [UInt8(ascii: "\n")] : []
            let prefix = bytes.count
            var ends: [Int] = []
            for entry in entries {
                bytes += entry.json.utf8
                bytes.append(UInt8(ascii: "\n"))
                ends.append(bytes.count)
            }
            let (written, failure) = state.file.append(bytes)
            let whole = ends.count { $0 <= written }
            if written > 0 { state.isTorn = false }
            // The line break that ends a torn line may stay, and is no line.
            let rest = written - (whole > 0 ? ends[whole - 1] : min(written, prefix))
            if failure != nil, rest > 0 {
                do throws(SystemError) {
                    try state.file.removeLast(rest)
                } catch {
                    state.isTorn = true
                }
            }
            return (whole, failure)
        }
    }

    func reopen() throws(SystemError) {
        try state.withLock { (state) throws(SystemError) in
            state = State(file: try AppendFile(opening: name))
        }
    }
}
