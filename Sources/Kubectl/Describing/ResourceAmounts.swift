import KubeObjects

/// Amounts of resources as they stand in objects: text, or numbers.
enum ResourceAmounts {
    static func quantity(_ value: JSONValue?) -> Quantity? {
        switch value {
        case .string(let text), .number(let text): try? Quantity(parsing: text)
        case .integer(let integer): try? Quantity(parsing: "\(integer)")
        default: nil
        }
    }

    /// In its one notation: `100m` of `0.1`.
    static func text(of value: JSONValue?) -> String { (quantity(value) ?? .zero).description }
}
