import KubeObjects

/// How a `JSONPath` compares two values.
///
/// Source: k8s.io/client-go third_party/forked/golang/template funcs.go.
enum JSONPathFilter {
    enum Operator: Equatable, Sendable {
        /// There is no other side: the value exists.
        case exists
        case equal
        case unequal
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual
        case unknown(String)

        init(_ text: String) {
            self =
                switch text {
                case "==": .equal
                case "!=": .unequal
                case "<": .less
                case "<=": .lessOrEqual
                case ">": .greater
                case ">=": .greaterOrEqual
                default: .unknown(text)
                }
        }
    }

    /// - Throws: `JSONPathFailure` where the values have different types, or one that has no order.
    static func holds(_ left: JSONValue?, _ sign: Operator, _ right: JSONValue?) throws(JSONPathFailure) -> Bool {
        switch sign {
        case .exists: true
        case .equal: try isEqual(left, right)
        case .unequal: try !isEqual(left, right)
        case .less: try isLess(left, right)
        case .lessOrEqual: try isLessOrEqual(left, right)
        case .greater: try !isLessOrEqual(left, right)
        case .greaterOrEqual: try !isLess(left, right)
        case .unknown(let text): throw JSONPathFailure("unrecognized filter operator \(text)", hasValues: false)
        }
    }

    private static func isLessOrEqual(_ left: JSONValue?, _ right: JSONValue?) throws(JSONPathFailure) -> Bool {
        let isLess = try isLess(left, right)
        let isEqual = try isEqual(left, right)
        return isLess || isEqual
    }

    private static func isEqual(_ left: JSONValue?, _ right: JSONValue?) throws(JSONPathFailure) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): Double(left) == Double(right)
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.bool(let left), .bool(let right)): left == right
        default: throw mismatch(left, right)
        }
    }

    private static func isLess(_ left: JSONValue?, _ right: JSONValue?) throws(JSONPathFailure) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right
        case (.number(let left), .number(let right)): Double(left) ?? 0 < Double(right) ?? 0
        case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.bool, .bool): throw invalidType
        default: throw mismatch(left, right)
        }
    }

    private static func mismatch(_ left: JSONValue?, _ right: JSONValue?) -> JSONPathFailure {
        isBasic(left) && isBasic(right) ? JSONPathFailure("incompatible types for comparison") : invalidType
    }

    private static let invalidType = JSONPathFailure("invalid type for comparison")

    private static func isBasic(_ value: JSONValue?) -> Bool {
        switch value {
        case .bool, .integer, .number, .string: true
        case .null, .array, .object, nil: false
        }
    }
}
