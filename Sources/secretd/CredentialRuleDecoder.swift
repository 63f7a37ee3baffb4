import KubeObjects
import Notifying
import Projection

/// Reads the rules of the section `credentials` of the configuration file.
///
/// A rule that can never match is an error as far as that shows: some unit would not start.
struct CredentialRuleDecoder {
    let log: DecodingLog

    /// The rules that are whole. With an error in `log` the file is not used at all.
    func decode(_ section: ObjectCursor) -> [CredentialRule] {
        var names: Set<String> = []
        return section.objects("rules").compactMap { rule in
            rule.warnOfFields(otherThan: ["name", "units", "pod", "volume", "keys", "credentials"])
            let name = rule.ruleName(log)
            if let name, !names.insert(name).inserted {
                log.error(rule.path(of: "name"), "another rule has this name", at: rule.mark(of: "name"))
            }
            let units = rule.patterns("units", .unit, log)
            if rule.strings("units").isEmpty {
                log.error(rule.path(of: "units"), "is required: which units get them", at: rule.mark(of: "units"))
            }
            let pod = pod(of: rule)
            let volume = rule.string("volume")
            if let volume, volume.isEmpty || volume.contains("/") {
                log.error(rule.path(of: "volume"), "must be the name of a volume", at: rule.mark(of: "volume"))
            }
            let keys = rule.patterns("keys", .relativePath, log)
            let credentials = credentials(of: rule)
            guard let name, let pod else { return nil }
            return CredentialRule(
                name,
                units: units,
                namespace: pod.namespace,
                pod: pod.name,
                volume: volume,
                keys: keys,
                credentials: credentials
            )
        }
    }

    private func pod(of rule: ObjectCursor) -> (namespace: String, name: String)? {
        let path = rule.path(of: "pod")
        guard rule.node("pod") != nil else {
            log.error(path, "is required", at: rule.mark)
            return nil
        }
        guard let text = rule.string("pod") else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts.contains(""), !text.contains(where: { "*?".contains($0) }) else {
            log.error(path, "must be one Pod: NAMESPACE/NAME", at: rule.mark(of: "pod"))
            return nil
        }
        return (parts[0], parts[1])
    }

    private func credentials(of rule: ObjectCursor) -> [String: String] {
        guard let map = rule.object("credentials") else { return [:] }
        let path = rule.path(of: "credentials")
        var credentials: [String: String] = [:]
        for id in map.names {
            let mark = map.mark(of: id)
            guard CredentialRequest.isID(Array(id.utf8)) else {
                log.error(path, key: id, "is no name of a credential", at: mark)
                continue
            }
            guard let file = map.string(id) else { continue }
            guard (try? PayloadPath(file))?.text == file else {
                log.error(path, key: id, "must be the path of a file in the volume", at: mark)
                continue
            }
            credentials[id] = file
        }
        return credentials
    }
}
