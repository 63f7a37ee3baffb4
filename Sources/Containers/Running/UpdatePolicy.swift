import Glibc

/// What happens to a command when its volumes or its environment change.
package enum UpdatePolicy: Hashable, Sendable {
    case none
    /// The command gets a signal for a volume; a new environment needs a restart.
    case signal(Int32)
    case restart

    private static let signals: [String: Int32] = [
        "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "TERM": SIGTERM, "USR1": SIGUSR1, "USR2": SIGUSR2,
        "WINCH": SIGWINCH, "CONT": SIGCONT, "ALRM": SIGALRM, "KILL": SIGKILL, "URG": SIGURG, "IO": SIGIO,
    ]

    /// `none`, `restart`, or a signal: `HUP`, `SIGHUP`, `hup`, `1`.
    package init?(_ text: String) {
        let name = text.uppercased()
        switch name {
        case "NONE": self = .none
        case "RESTART": self = .restart
        default:
            let short = name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name
            guard let number = Self.signals[short] ?? Int32(text), (1...64).contains(number) else { return nil }
            self = .signal(number)
        }
    }
}
