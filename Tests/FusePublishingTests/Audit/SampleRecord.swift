@testable import FusePublishing

/// Records that tests need again and again.
enum SampleRecord {
    /// 2026-11-23T16:20:18.034Z
    static let time = AuditTime(milliseconds: 1_795_450_818_034)

    static func of(_ verdict: Verdict = .allowed, key: String = "tls.key", opener: Opener = user) -> AuditRecord {
        AuditRecord(
            opener,
            OpenedFile(namespace: "default", pod: "web", volume: "tls", key: key, generation: "..2026"),
            Decision(verdict, by: verdict == .denied ? "closed" : nil),
            at: time
        )
    }

    static let user = Opener(pid: 12, uid: 1000, gid: 100)

    /// A clock that stands still.
    static let clock = AuditClock(monotonic: { 0 }, time: { time })
}
