import KubeObjects

/// Reads a list of patterns of a rule.
struct RulePatterns {
    let log: DecodingLog

    func decode(_ field: String, in object: ObjectCursor, _ kind: PatternKind) -> [Glob] {
        let values = object.strings(field)
        let marks = object.marks(of: field)
        // Where one has the wrong type, `log` knows by then.
        guard marks.count == values.count else { return [] }
        return zip(values, marks).enumerated().compactMap { index, element in
            if let reason = kind.objection(to: element.0) {
                log.error("\(object.path(of: field))[\(index)]", reason, at: element.1)
                return nil
            }
            return Glob(element.0)
        }
    }
}
