import Glibc
import Logging

/// Log lines as `key=value` pairs on standard error, for people and for `grep` alike.
///
/// Under systemd each line starts with the priority that the journal reads, and has no time of its own.
/// Source: man 3 sd-daemon, SD_INFO and its like.
struct LogfmtHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    /// Whether standard error goes to the journal.
    private let isJournal: Bool

    init(level: Logger.Level, isJournal: Bool = getenv("JOURNAL_STREAM") != nil) {
        logLevel = level
        self.isJournal = isJournal
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = isJournal ? Self.priority(of: event.level) : "time=\(Self.time()) "
        line += "level=\(event.level.rawValue) msg=\(Self.quoted(event.message.description))"
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        // The order in which a reader looks: what it is about, then the rest by name.
        let leading = ["pod", "volume", "source"]
        for key in leading {
            if let value = all[key] { line += " \(key)=\(Self.quoted(value.description))" }
        }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where !leading.contains(key) {
            line += " \(key)=\(Self.quoted(value.description))"
        }
        LogQueue.standardError.put(line)
    }

    /// As it is where it is one plain word, else in quotes with what would break a line escaped.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
        guard !isPlain else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case let scalar where scalar.value < 0x20 || scalar.value == 0x7f:
                quoted += "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func priority(of level: Logger.Level) -> String {
        switch level {
        case .critical: "<2>"
        case .error: "<3>"
        case .warning: "<4>"
        case .notice: "<5>"
        case .info: "<6>"
        case .debug, .trace: "<7>"
        }
    }

    /// UTC with milliseconds, `2026-11-23T16:20:18.034Z`.
    private static func time() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        gmtime_r(&now.tv_sec, &parts)
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer -> String in
            guard let base = buffer.baseAddress else { return "" }
            strftime(base, buffer.count, "%Y-%m-%dT%H:%M:%S", &parts)
            return String(cString: base)
        }
        let milliseconds = String(now.tv_nsec / 1_000_000)
        return text + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds + "Z"
    }
}
