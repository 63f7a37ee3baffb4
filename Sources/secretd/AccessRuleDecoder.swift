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
            let name = name(of: rule)
            if let name, !names.insert(name).inserted {
                log.error(rule.path(of: "name"), "another rule has this name", at: rule.mark(of: "name"))
            }
            let effect = rule.choice("effect", of: AccessRule.Effect.self, log)
            if rule.node("effect") == nil { log.error(rule.path(of: "effect"), "is required", at: rule.mark) }
            let problems = log.problems.count
            let who = rule.object("who").map(subject) ?? AccessSubject()
            let isWhoWhole = log.problems.count == problems
            let what = rule.object("what").map(target) ?? AccessTarget()
            // Such a rule would open to all what other allow rules close.
            if effect == .allow, isWhoWhole, who.isEverybody {
                let reason = "an allow rule must say who: without allow rules everybody is allowed already"
                log.error(rule.path(of: "who"), reason, at: rule.mark(of: "who"))
            }
            guard let name, let effect else { return nil }
            return AccessRule(name, effect, who: who, what: what)
        }
    }

    private func name(of rule: ObjectCursor) -> String? {
        let path = rule.path(of: "name")
        guard rule.node("name") != nil else {
            log.error(path, "is required", at: rule.mark)
            return nil
        }
        guard let name = rule.string("name") else { return nil }
        guard (1...63).contains(name.utf8.count), name.utf8.allSatisfy(Self.isOfName) else {
            let reason = "must be 1 to 63 letters, digits, '-', '_' and '.'"
            log.error(path, reason, at: rule.mark(of: "name"))
            return nil
        }
        return name
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private func subject(_ who: ObjectCursor) -> AccessSubject {
        who.warnOfFields(otherThan: ["uids", "gids", "units", "executables"])
        return AccessSubject(
            uids: ids("uids", in: who),
            gids: ids("gids", in: who),
            units: patterns("units", in: who, .unit),
            executables: patterns("executables", in: who, .absolutePath)
        )
    }

    private func target(_ what: ObjectCursor) -> AccessTarget {
        what.warnOfFields(otherThan: ["namespaces", "pods", "volumes", "keys"])
        return AccessTarget(
            namespaces: patterns("namespaces", in: what, .name),
            pods: patterns("pods", in: what, .name),
            volumes: patterns("volumes", in: what, .name),
            keys: patterns("keys", in: what, .relativePath)
        )
    }

    /// The highest number is no id: system calls have it for "leave as it is".
    private func ids(_ field: String, in object: ObjectCursor) -> [UInt32] {
        let range = 0..<Int64(UInt32.max)
        return elements(object.integers(field), field, in: object).compactMap { id, path, mark in
            guard range.contains(id) else {
                log.error(path, "must be from 0 to \(range.upperBound - 1)", at: mark)
                return nil
            }
            return UInt32(id)
        }
    }

    private func patterns(_ field: String, in object: ObjectCursor, _ kind: PatternKind) -> [Glob] {
        elements(object.strings(field), field, in: object).compactMap { text, path, mark in
            if let reason = kind.objection(to: text) {
                log.error(path, reason, at: mark)
                return nil
            }
            return Glob(text)
        }
    }

    /// Each value with its path and place; none where one has the wrong type, which `log` knows by then.
    private func elements<Value>(
        _ values: [Value],
        _ field: String,
        in object: ObjectCursor
    ) -> [(value: Value, path: String, mark: SourceMark)] {
        let marks = object.marks(of: field)
        guard marks.count == values.count else { return [] }
        return zip(values, marks).enumerated().map { index, element in
            (element.0, "\(object.path(of: field))[\(index)]", element.1)
        }
    }
}
