import Logging
import Synchronization

@testable import Notifying

/// The names that the tests here are about.
enum Sample {
    static let tls = PublishedChange.Volume(namespace: "default", pod: "web", volume: "tls")
    static let ca = PublishedChange.Volume(namespace: "default", pod: "web", volume: "ca")

    static func change(
        _ generation: String,
        of volume: PublishedChange.Volume = tls,
        keys: [String]? = ["tls.crt"],
        isAdopted: Bool = false
    ) -> PublishedChange {
        let path = "/run/secretd/volumes/\(volume.namespace)/\(volume.pod)/\(volume.volume)"
        return PublishedChange(
            volume: volume,
            path: path,
            generation: generation,
            keys: isAdopted ? nil : keys,
            isAdopted: isAdopted
        )
    }

    static func volume(_ name: String) -> PublishedChange.Volume {
        .init(namespace: "default", pod: "web", volume: name)
    }

    static func unit(_ name: String = "nginx.service") throws -> UnitName {
        guard let unit = UnitName(name) else { throw ActionFailure("no unit") }
        return unit
    }

    /// A rule of which each volume is told for itself.
    static func hookRule(_ name: String = "hook", debounce: Debounce = .none, attempts: Int = 3) -> NotifyRule {
        NotifyRule(name: name, action: .exec(HookCommand(path: "/bin/true")), debounce: debounce, attempts: attempts)
    }

    static func moment(_ seconds: Double) -> NotifyMoment {
        NotifyMoment(monotonic: .milliseconds(Int((seconds * 1000).rounded())), wall: Int64((seconds * 1000).rounded()))
    }
}

/// Keeps what is logged, a line each.
struct LineLog: LogHandler {
    final class Lines: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }

        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }

    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        lines.append(([event.level.rawValue, "\(event.message)"] + fields).joined(separator: " "))
    }

    static func logger() -> (Logger, Lines) {
        let lines = Lines()
        return (Logger(label: "test") { _ in LineLog(lines: lines) }, lines)
    }
}
