import KubeObjects

/// One run of a `JSONPath` over an object.
///
/// Source: k8s.io/client-go util/jsonpath jsonpath.go. A value that is nil is one that Go has no value for: a null that
/// a range goes through.
struct JSONPathEvaluator {
    private var openingRanges = 0
    private var openRanges = 0
    private var closingRanges = 0
    /// Where the last `{end}` stood.
    private var lastEnd: Int?

    /// What each node finds, one list a node and turn of a range.
    mutating func results(
        of nodes: ArraySlice<JSONPathNode>,
        on object: JSONValue?
    ) throws(JSONPathFailure) -> [[JSONValue?]] {
        var all: [[JSONValue?]] = []
        var index = nodes.startIndex
        while index < nodes.endIndex {
            let found = try walk([object], nodes[index])
            if closingRanges > 0, closingRanges <= openRanges {
                closingRanges -= 1
                lastEnd = index
                break
            }
            if openingRanges > 0 {
                openingRanges -= 1
                openRanges += 1
                let body = nodes[(index + 1)...]
                for value in found { all += try results(of: body, on: value == .null ? nil : value) }
                // One turn for nothing finds the end.
                if found.isEmpty { _ = try results(of: body, on: nil) }
                openRanges -= 1
                if let lastEnd, lastEnd > index { index = lastEnd }
            } else {
                all.append(found)
            }
            index += 1
        }
        return all
    }

    private mutating func walk(_ values: [JSONValue?], _ steps: [JSONPathNode]) throws(JSONPathFailure) -> [JSONValue?]
    {
        var values = values
        for step in steps { values = try walk(values, step) }
        return values
    }

    private mutating func walk(_ values: [JSONValue?], _ node: JSONPathNode) throws(JSONPathFailure) -> [JSONValue?] {
        switch node {
        case .text(let text): return [.string(text)]
        case .action(let steps): return try walk(values, steps)
        case .field(let name):
            let found: [JSONValue] = values.compactMap { $0?[name] }
            return found
        case .slice(let slice):
            var found: [JSONValue?] = []
            for case let value? in values where value != .null {
                guard let list = value.elements else {
                    throw JSONPathFailure("\(Self.typeName(value)) is not array or slice")
                }
                found += try slice.elements(of: list) as [JSONValue?]
            }
            return found
        case .filter(let left, let sign, let right): return try filter(values, left, sign, right)
        case .union(let parts):
            var found: [JSONValue?] = []
            for part in parts { found += try walk(values, part) }
            return found
        case .wildcard: return values.flatMap(Self.children)
        case .descent: return values.flatMap(Self.descendants)
        case .integer(let integer): return values.map { _ in .integer(integer) }
        case .number(let text): return values.map { _ in .number(text) }
        case .bool(let bool): return values.map { _ in .bool(bool) }
        case .word("range"):
            openingRanges += 1
            return values
        case .word("end"):
            guard openRanges > 0 else { throw JSONPathFailure("not in range, nothing to end", hasValues: false) }
            closingRanges += 1
            return []
        case .word(let word):
            throw JSONPathFailure("unrecognized identifier \(word)", hasValues: !values.isEmpty)
        }
    }

    private mutating func filter(
        _ values: [JSONValue?],
        _ left: [JSONPathNode],
        _ sign: JSONPathFilter.Operator,
        _ right: [JSONPathNode]
    ) throws(JSONPathFailure) -> [JSONValue?] {
        var found: [JSONValue?] = []
        for value in values {
            guard let elements = value?.elements else {
                throw JSONPathFailure("\(Self.typeName(value)) is not array or slice and cannot be filtered")
            }
            for element in elements {
                if sign == .exists {
                    if try exists(left, in: element) { found.append(element) }
                    continue
                }
                let lefts = try walk([element], left)
                guard lefts.count < 2 else { throw Self.tooMany }
                guard let left = lefts.first else { continue }
                let rights = try walk([element], right)
                guard rights.count < 2 else { throw Self.tooMany }
                guard let right = rights.first else { continue }
                if try JSONPathFilter.holds(left, sign, right) { found.append(element) }
            }
        }
        return found
    }

    private static let tooMany = JSONPathFailure("can only compare one element at a time")

    private mutating func exists(_ path: [JSONPathNode], in element: JSONValue) throws(JSONPathFailure) -> Bool {
        do { return try !walk([element], path).isEmpty } catch { return error.hasValues }
    }

    /// What `*` finds in a value. Of a string that is its bytes, as Go has it.
    private static func children(_ value: JSONValue?) -> [JSONValue?] {
        switch value {
        case .object(let members):
            members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
        case .array(let elements): elements
        case .string(let text): text.utf8.map { .integer(Int64($0)) }
        default: []
        }
    }

    /// The value and all in it that has something in it, which a string has that is not empty.
    private static func descendants(_ value: JSONValue?) -> [JSONValue?] {
        if case .string(let text) = value { return text.isEmpty ? [] : [value] }
        let children = children(value)
        return children.isEmpty ? [] : [value] + children.flatMap(descendants)
    }

    /// The name of a value's type in Go.
    private static func typeName(_ value: JSONValue?) -> String {
        switch value {
        case .null, nil: "<nil>"
        case .bool: "bool"
        case .integer: "int64"
        case .number: "float64"
        case .string: "string"
        case .array: "[]interface {}"
        case .object: "map[string]interface {}"
        }
    }
}
