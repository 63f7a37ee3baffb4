import KubeObjects
import Notifying

/// Reads the configuration file. Unlike in a manifest, a setting that is not known is an error: it is most likely
/// misspelt, and nobody else reads the file.
struct ConfigurationDecoder {
    /// All that is wrong, each with line and column.
    private(set) var problems: [String] = []

    mutating func decode(_ bytes: UnsafeRawBufferPointer) -> Configuration {
        let stream = DocumentStream(bytes)
        var configuration = Configuration()
        if let error = stream.error { problems.append("\(error)") }
        if stream.documents.count > 1 { problems.append("\(stream.documents[1].mark): one document is enough") }
        guard let document = stream.documents.first else { return configuration }

        let log = DecodingLog()
        let root = ObjectCursor(document, log: log)
        root.warnOfFields(otherThan: [
            "manifests", "volumes", "state", "api", "encryption", "access", "audit", "credentials", "exec", "log",
            "notify", "unitRequests",
        ])
        if root.node("manifests") != nil { configuration.manifests = root.strings("manifests") }
        if let volumes = root.object("volumes") {
            volumes.warnOfFields(
                otherThan: ["path", "backend", "size", "volumeLimit", "allowDisk", "removeOnExit"]
            )
            configuration.backend = volumes.choice("backend", of: Backend.self, log)
            configuration.volumes = volumes.string("path")
            configuration.size = byteCount(volumes, "size", log)
            configuration.volumeLimit = byteCount(volumes, "volumeLimit", log)
            configuration.allowDisk = volumes.boolean("allowDisk") ?? false
            configuration.removeOnExit = volumes.boolean("removeOnExit") ?? false
        }
        configuration.store = store(root, log)
        if let section = root.object("log") {
            section.warnOfFields(otherThan: ["level"])
            configuration.logLevel = section.choice("level", of: LogLevel.self, log)
        }
        if let access = root.object("access") {
            configuration.accessRules = AccessRuleDecoder(log: log).decode(access)
        }
        if let exec = root.object("exec") {
            configuration.exec = ExecRuleDecoder(log: log).decode(exec)
        }
        if let audit = root.object("audit") {
            configuration.audit = AuditSettings(decoding: audit, log)
        }
        if let credentials = root.object("credentials") {
            configuration.credentials = CredentialSettings(decoding: credentials, log)
        }
        var names: Set<String> = []
        configuration.notify.rules = NotifyRuleDecoder(log: log).decode(root, names: &names)
        configuration.notify.unitRequests = UnitRequestDecoder(log: log).decode(root)
        problems += log.problems.map(\.description)
        return configuration
    }

    private func store(_ root: ObjectCursor, _ log: DecodingLog) -> StoreConfiguration {
        var store = StoreConfiguration(state: root.string("state"))
        if let api = root.object("api") {
            api.warnOfFields(otherThan: ["listen", "socket", "group"])
            store.socket = api.string("socket")
            store.group = api.string("group")
            if let text = api.string("listen") {
                store.listen = ListenAddress(argument: text)
                if store.listen == nil {
                    let mark = api.node("listen")?.mark ?? api.mark
                    log.error(api.path(of: "listen"), "must be ADDR:PORT or off, for example 127.0.0.1:10443", at: mark)
                }
            }
        }
        if let encryption = root.object("encryption") {
            encryption.warnOfFields(otherThan: ["keyFile"])
            store.keyFile = encryption.string("keyFile")
        }
        return store
    }

    /// A quantity above zero, in bytes; nil where the setting is absent or wrong.
    private func byteCount(_ section: ObjectCursor, _ field: String, _ log: DecodingLog) -> Int? {
        guard let text = section.quantity(field) else { return nil }
        guard let count = ByteCount(argument: text) else {
            let mark = section.node(field)?.mark ?? section.mark
            log.error(section.path(of: field), "must be a size above zero, for example 128Mi", at: mark)
            return nil
        }
        return count.bytes
    }
}
