import KubeObjects
import Notifying

/// Reads the section `notify` of the configuration file or of a drop-in.
struct NotifyRuleDecoder {
    let log: DecodingLog
    private static let actions = ["reloadUnit", "restartUnit", "signal", "exec", "http"]
    private static let longest: Duration = .seconds(3600)

    /// The rules that are whole. With an error in `log` the file is not used at all.
    ///
    /// - Parameter names: Those that are taken, by files that were read before too.
    func decode(_ root: ObjectCursor, names: inout Set<String>) -> [NotifyRule] {
        var rules: [NotifyRule] = []
        for rule in root.objects("notify") {
            rule.warnOfFields(otherThan: ["name", "what", "debounce", "retry"] + Self.actions)
            let name = rule.ruleName(log)
            if let name, !names.insert(name).inserted {
                log.error(rule.path(of: "name"), "another rule has this name", at: rule.mark(of: "name"))
            }
            let what = rule.object("what").map { $0.ruleTarget(log) } ?? RuleTarget()
            let action = action(of: rule)
            let debounce = rule.object("debounce").map(debounce) ?? .none
            let attempts = rule.object("retry").map(attempts) ?? NotifyRule.defaultAttempts
            guard let name, let action else { continue }
            rules.append(NotifyRule(name: name, what: what, action: action, debounce: debounce, attempts: attempts))
        }
        return rules
    }

    private func debounce(_ section: ObjectCursor) -> Debounce {
        section.warnOfFields(otherThan: ["quiet", "cap"])
        let quiet = section.duration("quiet", in: .zero...Self.longest, log) ?? .zero
        // As the template renderers of others have it.
        let cap = section.duration("cap", in: .zero...Self.longest, log) ?? quiet * 4
        if cap < quiet {
            log.error(section.path(of: "cap"), "must not be less than quiet", at: section.mark(of: "cap"))
        }
        return Debounce(quiet: quiet, cap: cap)
    }

    private func attempts(_ section: ObjectCursor) -> Int {
        section.warnOfFields(otherThan: ["attempts"])
        guard let count = section.integer("attempts") else { return NotifyRule.defaultAttempts }
        guard (1...100).contains(count) else {
            log.error(section.path(of: "attempts"), "must be from 1 to 100", at: section.mark(of: "attempts"))
            return NotifyRule.defaultAttempts
        }
        return Int(count)
    }

    private func action(of rule: ObjectCursor) -> NotifyAction? {
        let given = Self.actions.filter { rule.node($0) != nil }
        guard given.count == 1 else {
            let path = given.last.map { rule.path(of: $0) } ?? rule.path(of: Self.actions[0])
            let mark = given.last.map { rule.mark(of: $0) } ?? rule.mark
            log.error(path, "a rule has one of \(Self.actions.joined(separator: ", "))", at: mark)
            return nil
        }
        switch given[0] {
        case "reloadUnit": return rule.unit("reloadUnit", log).map(NotifyAction.reloadUnit)
        case "restartUnit": return rule.unit("restartUnit", log).map(NotifyAction.restartUnit)
        case "signal": return rule.object("signal").flatMap(signal)
        case "exec": return rule.object("exec").flatMap(hook).map(NotifyAction.exec)
        default: return rule.object("http").flatMap(request).map(NotifyAction.http)
        }
    }

    private func signal(_ section: ObjectCursor) -> NotifyAction? {
        section.warnOfFields(otherThan: ["name", "unit", "pidFile", "executable"])
        let name = required("name", of: section).flatMap { text -> SignalName? in
            if let name = SignalName(text) { return name }
            let known = SignalName.allCases.map(\.rawValue).joined(separator: ", ")
            log.error(section.path(of: "name"), "must be one of \(known)", at: section.mark(of: "name"))
            return nil
        }
        guard (section.node("unit") == nil) != (section.node("pidFile") == nil) else {
            log.error(section.path(of: "unit"), "a signal goes to one of unit, pidFile", at: section.mark(of: "unit"))
            return nil
        }
        let executable = absolutePath("executable", of: section)
        if section.node("unit") != nil {
            if section.node("executable") != nil {
                log.error(section.path(of: "executable"), "goes with pidFile", at: section.mark(of: "executable"))
            }
            guard let unit = section.unit("unit", log), let name else { return nil }
            return .signal(name, .unit(unit))
        }
        guard let path = absolutePath("pidFile", of: section), let name else { return nil }
        return .signal(name, .pidFile(path, executable: executable))
    }

    private func hook(_ section: ObjectCursor) -> HookCommand? {
        section.warnOfFields(otherThan: ["command", "user", "timeout"])
        let timeout = section.duration("timeout", in: .milliseconds(100)...Self.longest, log)
        let user = section.string("user")
        let words = section.strings("command")
        guard let path = words.first, path.hasPrefix("/"), words.allSatisfy({ !$0.utf8.contains(0) }) else {
            let reason = "must be the absolute path of an executable, then its arguments"
            log.error(section.path(of: "command"), reason, at: section.mark(of: "command"))
            return nil
        }
        if user?.isEmpty == true {
            log.error(section.path(of: "user"), "must be a user's name", at: section.mark(of: "user"))
        }
        return HookCommand(
            path: path,
            arguments: Array(words.dropFirst()),
            user: user,
            timeout: timeout ?? HookCommand.defaultTimeout
        )
    }

    private func request(_ section: ObjectCursor) -> LoopbackRequest? {
        section.warnOfFields(otherThan: ["url", "method", "timeout"])
        let method = section.choice("method", of: LoopbackRequest.Method.self, log) ?? .POST
        let timeout = section.duration("timeout", in: .milliseconds(100)...Self.longest, log)
        guard let url = required("url", of: section) else { return nil }
        let request = LoopbackRequest(url, method: method, timeout: timeout ?? LoopbackRequest.defaultTimeout)
        if request == nil {
            let reason = "must be http:// with 127.0.0.0/8, [::1] or localhost: what is told stays on this machine"
            log.error(section.path(of: "url"), reason, at: section.mark(of: "url"))
        }
        return request
    }

    private func required(_ field: String, of section: ObjectCursor) -> String? {
        if section.node(field) == nil { log.error(section.path(of: field), "is required", at: section.mark) }
        return section.string(field)
    }

    private func absolutePath(_ field: String, of section: ObjectCursor) -> String? {
        guard let path = section.string(field) else { return nil }
        guard path.hasPrefix("/"), !path.hasSuffix("/"), !path.utf8.contains(0) else {
            log.error(section.path(of: field), "must be the absolute path of a file", at: section.mark(of: field))
            return nil
        }
        return path
    }
}
