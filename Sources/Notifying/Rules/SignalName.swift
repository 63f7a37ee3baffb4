import Glibc

/// A signal that asks a process for something it may refuse or handle.
package enum SignalName: String, CaseIterable, Sendable, CustomStringConvertible {
    case HUP, INT, QUIT, USR1, USR2, ALRM, TERM, CONT, WINCH

    /// Takes `HUP` and `SIGHUP`.
    package init?(_ text: String) {
        self.init(rawValue: text.hasPrefix("SIG") ? String(text.dropFirst(3)) : text)
    }

    package var description: String { rawValue }

    var number: Int32 {
        switch self {
        case .HUP: SIGHUP
        case .INT: SIGINT
        case .QUIT: SIGQUIT
        case .USR1: SIGUSR1
        case .USR2: SIGUSR2
        case .ALRM: SIGALRM
        case .TERM: SIGTERM
        case .CONT: SIGCONT
        case .WINCH: SIGWINCH
        }
    }
}
