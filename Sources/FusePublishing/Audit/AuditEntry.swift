/// One line of the audit log.
enum AuditEntry: Hashable, Sendable {
    case opened(AuditRecord)
    /// So many opens were left out up to now.
    case suppressed(Int, AuditTime)

    /// How many opens the log does not tell of if this line is lost.
    var weight: Int {
        switch self {
        case .opened: 1
        case .suppressed(let count, _): count
        }
    }

    var json: String {
        switch self {
        case .opened(let record): return record.json
        case .suppressed(let count, let time):
            var line = JSONLine()
            line.add("time", time.description)
            line.add("suppressed", count)
            return String(decoding: line.bytes, as: UTF8.self)
        }
    }

    /// The fields of the journal's entry, for `journalctl SECRETD_POD=web`. Source: man 7 systemd.journal-fields.
    var journalFields: [(name: String, value: String)] {
        var fields = [
            (name: "MESSAGE", value: json), ("PRIORITY", priority), ("SYSLOG_IDENTIFIER", "secretd-audit"),
        ]
        if case .opened(let record) = self {
            fields += [
                ("SECRETD_NAMESPACE", record.file.namespace), ("SECRETD_POD", record.file.pod),
                ("SECRETD_VOLUME", record.file.volume), ("SECRETD_KEY", record.file.key),
                ("SECRETD_VERDICT", record.decision.verdict.rawValue),
            ]
        }
        return fields
    }

    /// 4 warning, 5 notice, 6 info. Source: man 3 syslog.
    private var priority: String {
        switch self {
        case .opened(let record): record.decision.verdict == .denied ? "5" : "6"
        case .suppressed: "4"
        }
    }
}
