import KubeObjects

/// One line about a volume's source: a field of it.
struct VolumeLine {
    /// How Go prints the field.
    enum Form {
        case text
        case number
        case bool
        /// `[a b]`
        case words
        /// `a, b`
        case list
        /// `&LocalObjectReference{Name:x,}`, or `nil`
        case reference
        /// `map[a:1 b:2]`
        case map
        /// A text, or this where there is none.
        case textOr(String)
        /// An amount above zero, or `<unset>`.
        case limit
    }

    var title: String
    var field: String
    var form: Form

    init(_ title: String, _ field: String, _ form: Form = .text) {
        self.title = title
        self.field = field
        self.form = form
    }

    func value(in source: JSONValue) -> String {
        switch form {
        case .text: source.string(field)
        case .number: "\(source.number(field))"
        case .bool: "\(source.isTrue(field))"
        case .words: "[\(source.list(field).compactMap(\.text).joined(separator: " "))]"
        case .list: source.list(field).compactMap(\.text).joined(separator: ", ")
        case .reference:
            source[field]?.members == nil ? "nil" : "&LocalObjectReference{Name:\(source[field].string("name")),}"
        case .map:
            "map[\(source.texts(field).sortedByKey.map { "\($0.key):\($0.value)" }.joined(separator: " "))]"
        case .textOr(let other): source[field] == nil || source[field] == .null ? other : source.string(field)
        case .limit:
            ResourceAmounts.quantity(source[field]).map { $0 > .zero ? $0.description : "<unset>" } ?? "<unset>"
        }
    }
}
