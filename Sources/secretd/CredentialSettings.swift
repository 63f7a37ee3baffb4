import Glibc
import KubeObjects
import Kubectl
import Notifying

/// The section `credentials` of the configuration file.
struct CredentialSettings: Equatable, Sendable {
    /// An absolute path; nil: the default.
    var socket: String?
    /// How long a unit's start waits for a volume that is not there yet.
    var wait: Duration = .seconds(30)
    var policy = CredentialPolicy()

    /// Whether there is a socket: without a rule nobody would be given anything.
    var isOn: Bool { !policy.isEmpty }

    /// Where the socket is; nil where nothing says so.
    func path(isRoot: Bool) -> String? {
        if let socket { return socket }
        if isRoot { return "/run/secretd/credentials.sock" }
        return getenv("XDG_RUNTIME_DIR").map { "\(String(cString: $0))/secretd/credentials.sock" }
    }

    /// Whether these differ from those of a running daemon in more than rules that it can take up.
    func needRestart(after running: CredentialSettings) -> Bool {
        var new = self
        if running.isOn { new.policy = running.policy }
        return new != running
    }
}

extension CredentialSettings {
    /// Errors go to `log`; what is absent or wrong has its default.
    init(decoding section: ObjectCursor, _ log: DecodingLog) {
        self.init()
        section.warnOfFields(otherThan: ["socket", "wait", "rules"])
        if let path = section.string("socket") {
            if path.hasPrefix("/"), !path.hasSuffix("/") {
                socket = path
            } else {
                let reason = "must be the absolute path of a socket"
                log.error(section.path(of: "socket"), reason, at: section.mark(of: "socket"))
            }
        }
        if let text = section.string("wait") {
            if let duration = GoDuration.parse(text), duration >= .zero, duration <= .seconds(3600) {
                wait = duration
            } else {
                let reason = "must be a duration of at most an hour, for example 30s"
                log.error(section.path(of: "wait"), reason, at: section.mark(of: "wait"))
            }
        }
        policy = CredentialPolicy(rules: CredentialRuleDecoder(log: log).decode(section))
    }
}
