import Containers
import KubeObjects

/// Reads the section `exec` of the configuration file. A rule that can never match is an error as far as that shows.
struct ExecRuleDecoder {
    let log: DecodingLog

    /// The rules that are whole. With an error in `log` the file is not used at all.
    func decode(_ section: ObjectCursor) -> ExecConfiguration {
        section.warnOfFields(otherThan: ["socket", "rules"])
        var names: Set<String> = []
        let rules = section.objects("rules").compactMap { rule -> ExecRule? in
            rule.warnOfFields(otherThan: ["name", "users", "groups", "pods"])
            let name = rule.ruleName(log)
            if let name, !names.insert(name).inserted {
                log.error(rule.path(of: "name"), "another rule has this name", at: rule.mark(of: "name"))
            }
            let users = ids("users", in: rule, UserNames.uid)
            let groups = ids("groups", in: rule, UserNames.gid)
            if rule.node("users") == nil, rule.node("groups") == nil {
                log.error(rule.path(of: "users"), "users or groups are required", at: rule.mark)
            }
            let pods = patterns(rule)
            if rule.node("pods") == nil { log.error(rule.path(of: "pods"), "is required", at: rule.mark) }
            guard let name else { return nil }
            return ExecRule(name: name, users: users, groups: groups, pods: pods)
        }
        let socket = section.string("socket")
        if let socket, socket != StoreSettings.off, !socket.hasPrefix("/") {
            let reason = "must be the absolute path of a socket, or off"
            log.error(section.path(of: "socket"), reason, at: section.mark(of: "socket"))
        }
        return ExecConfiguration(socket: socket, rules: rules)
    }

    private func patterns(_ rule: ObjectCursor) -> [Glob] {
        rule.elements(rule.strings("pods"), "pods").map { text, path, mark in
            if text.utf8.count(where: { $0 == UInt8(ascii: "/") }) != 1 {
                log.error(path, "must be NAMESPACE/NAME, for example default/web or team/*", at: mark)
            }
            return Glob(text)
        }
    }

    /// Names, or numbers written as text.
    private func ids(_ field: String, in rule: ObjectCursor, _ number: (String) -> UInt32?) -> [UInt32] {
        rule.elements(rule.strings(field), field).compactMap { text, path, mark in
            if let id = UInt32(text), id != .max { return id }
            if let id = number(text) { return id }
            let kind = field == "users" ? "user" : "group"
            log.error(path, "there is no \(kind) \(text.goQuoted)", at: mark)
            return nil
        }
    }
}
