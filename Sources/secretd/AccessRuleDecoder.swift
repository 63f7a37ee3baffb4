import FusePublishing
import KubeObjects

/// Reads the section `access` of the configuration file.
///
/// A rule that can never match is an error as far as that shows: a deny rule would be a hole, an allow rule an outage.
struct AccessRuleDecoder {
    let log: DecodingLog

    /// The rules that are whole. With an error in `log` the file is not used at all.
    func decode(_ section: ObjectCursor) -> [AccessRule] {
        section.warnOfFields(otherThan: ["rules"])
        var names: Set<String> = []
        return section.objects("rules").compactMap { rule in
            rule.warnOfFields(otherThan: ["name", "effect", "who", "what"])
            let name = rule.ruleName(log)
            if let name, !names.insert(name).inserted {
                log.error(rule.path(of: "name"), "another rule has this name", at: rule.mark(of: "name"))
            }
            let effect = rule.choice("effect", of: AccessRule.Effect.self, log)
            if rule.node("effect") == nil { log.error(rule.path(of: "effect"), "is required", at: rule.mark) }
            let problems = log.problems.count
            let who = rule.object("who").map(subject) ?? AccessSubject()
            let isWhoWhole = log.problems.count == problems
            let what = rule.object("what").map { $0.ruleTarget(log) } ?? RuleTarget()
            // Such a rule would open to all what other allow rules close.
            if effect == .allow, isWhoWhole, who.isEverybody {
                let reason = "an allow rule must say who: without allow rules everybody is allowed already"
                log.error(rule.path(of: "who"), reason, at: rule.mark(of: "who"))
            }
            guard let name, let effect else { return nil }
            return AccessRule(name, effect, who: who, what: what)
        }
    }

    private func subject(_ who: ObjectCursor) -> AccessSubject {
        who.warnOfFields(otherThan: ["uids", "gids", "units", "executables"])
        return AccessSubject(
            uids: ids("uids", in: who),
            gids: ids("gids", in: who),
            units: who.patterns("units", .unit, log),
            executables: who.patterns("executables", .absolutePath, log)
        )
    }

    /// The highest number is no id: system calls have it for "leave as it is".
    private func ids(_ field: String, in object: ObjectCursor) -> [UInt32] {
        let range = 0..<Int64(UInt32.max)
        return object.elements(object.integers(field), field).compactMap { id, path, mark in
            guard range.contains(id) else {
                log.error(path, "must be from 0 to \(range.upperBound - 1)", at: mark)
                return nil
            }
            return UInt32(id)
        }
    }
}
