import FusePublishing
import KubeObjects

/// The section `audit` of the configuration file.
struct AuditSettings: Equatable, Sendable {
    var level = AuditLevel.off
    /// An absolute path; nil is the journal.
    var file: String?
    /// Lines a second.
    var rate = 1000

    var destination: AuditDestination { file.map(AuditDestination.file) ?? .journal }
}

extension AuditSettings {
    /// Errors go to `log`; what is absent or wrong has its default.
    init(decoding section: ObjectCursor, _ log: DecodingLog) {
        self.init()
        section.warnOfFields(otherThan: ["level", "file", "rate"])
        level = section.choice("level", of: AuditLevel.self, log) ?? level
        if let path = section.string("file") {
            // What it would be relative to is nobody's guess in a service.
            if path.hasPrefix("/"), !path.hasSuffix("/") {
                file = path
            } else {
                log.error(section.path(of: "file"), "must be the absolute path of a file", at: section.mark(of: "file"))
            }
        }
        if let count = section.integer("rate") {
            if (1...1_000_000).contains(count) {
                rate = Int(count)
            } else {
                log.error(section.path(of: "rate"), "must be from 1 to 1000000", at: section.mark(of: "rate"))
            }
        }
    }
}
