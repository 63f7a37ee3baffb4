import CLinux
import Glibc
package import SystemPackage

/// What the keeper says.
package enum KeeperAnswer: Hashable, Sendable {
    case ready
    case refused(String)
    case started
    /// `text` is empty where it was the command itself.
    case notStarted(Errno, text: String)
    /// As shells count: the exit code, or 128 and the signal's number.
    case ended(code: Int32)
    /// A subPath keeps its old file.
    case stale(String)

    init?(_ answer: clinux_keeper_answer) {
        let text = withUnsafeBytes(of: answer.text) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let error = Errno(rawValue: answer.error)
        let whole = answer.error == 0 ? text : "\(text): \(error)"
        switch Int(answer.kind) {
        case Int(clinux_keeper_ready): self = .ready
        case Int(clinux_keeper_refused): self = .refused(whole)
        case Int(clinux_keeper_started): self = .started
        case Int(clinux_keeper_not_started): self = .notStarted(error, text: text)
        case Int(clinux_keeper_ended):
            let signal = answer.value & 0x7f
            self = .ended(code: signal == 0 ? (answer.value >> 8) & 0xff : 128 + signal)
        case Int(clinux_keeper_stale): self = .stale(whole)
        default: return nil
        }
    }
}
