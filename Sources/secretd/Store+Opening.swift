import Glibc
import Logging
import ObjectStore

extension ObjectStore {
    /// The store of these settings.
    ///
    /// - Throws: `CommandFailure` that says what to do.
    static func open(_ path: String, _ settings: StoreSettings, logger: Logger) throws(CommandFailure) -> ObjectStore {
        do {
            return try opening(path, settings, logger: logger)
        } catch {
            throw CommandFailure("store: \(error)")
        }
    }

    /// - Throws: `StoreError`.
    static func opening(
        _ path: String,
        _ settings: StoreSettings,
        logger: Logger = Logger(label: "secretd") { _ in SwiftLogNoOpLogHandler() }
    ) throws -> ObjectStore {
        try ObjectStore(path: path, keySource: settings.keySource, logger: logger, now: { Int64(time(nil)) })
    }
}

extension StoreSettings {
    var keySource: KeySource {
        KeySource(
            credentials: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) },
            file: keyFile
        )
    }
}
