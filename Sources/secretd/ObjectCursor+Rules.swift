import KubeObjects

/// What the sections with rules have in common.
extension ObjectCursor {
    /// The field `name`; nil where it is missing or no name, which `log` knows by then.
    func ruleName(_ log: DecodingLog) -> String? {
        guard node("name") != nil else {
            log.error(path(of: "name"), "is required", at: mark)
            return nil
        }
        guard let name = string("name") else { return nil }
        guard (1...63).contains(name.utf8.count), name.utf8.allSatisfy(Self.isOfRuleName) else {
            let reason = "must be 1 to 63 letters, digits, '-', '_' and '.'"
            log.error(path(of: "name"), reason, at: mark(of: "name"))
            return nil
        }
        return name
    }

    private static func isOfRuleName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    /// The patterns in an array; those that could never match are errors.
    func patterns(_ field: String, _ kind: PatternKind, _ log: DecodingLog) -> [Glob] {
        elements(strings(field), field).compactMap { text, path, mark in
            if let reason = kind.objection(to: text) {
                log.error(path, reason, at: mark)
                return nil
            }
            return Glob(text)
        }
    }

    /// What a rule is about: this object.
    func ruleTarget(_ log: DecodingLog) -> RuleTarget {
        warnOfFields(otherThan: ["namespaces", "pods", "volumes", "keys"])
        return RuleTarget(
            namespaces: patterns("namespaces", .name, log),
            pods: patterns("pods", .name, log),
            volumes: patterns("volumes", .name, log),
            keys: patterns("keys", .relativePath, log)
        )
    }

    /// Each value of an array with its path and place; none where one has the wrong type, which the log knows by then.
    func elements<Value>(_ values: [Value], _ field: String) -> [(value: Value, path: String, mark: SourceMark)] {
        let marks = marks(of: field)
        guard marks.count == values.count else { return [] }
        return zip(values, marks).enumerated().map { index, element in
            (element.0, "\(path(of: field))[\(index)]", element.1)
        }
    }
}
