import KubeObjects

extension ObjectCursor {
    /// One of the names of `Choice`; nil where the field is absent or wrong, and then `log` knows.
    func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ field: String,
        of type: Choice.Type,
        _ log: DecodingLog
    ) -> Choice? {
        guard let text = string(field) else { return nil }
        let choice = Choice(rawValue: text)
        if choice == nil {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            log.error(path(of: field), "must be one of \(known)", at: mark(of: field))
        }
        return choice
    }

    /// Where the value of `field` stands, or else the object that should have it.
    func mark(of field: String) -> SourceMark { node(field)?.mark ?? mark }

    /// Where each element of an array stands, after it was read without an error.
    func marks(of field: String) -> [SourceMark] {
        guard case .array(let elements) = node(field)?.value else { return [] }
        return elements.map(\.mark)
    }
}
