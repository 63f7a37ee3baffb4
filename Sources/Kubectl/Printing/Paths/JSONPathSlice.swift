import KubeObjects

/// Which elements of a list a `JSONPath` takes: `[0]`, `[-1]`, `[1:]`, `[::2]`, `[*]`.
struct JSONPathSlice: Equatable, Sendable {
    private var first: Int?
    private var end: Int?
    private var step: Int?
    /// `[3]`, as opposed to a range.
    private var isIndex = false

    /// - Parameter text: What stands between the brackets.
    init(_ text: String) throws(JSONPathFailure) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let areNumbers = parts.allSatisfy { part in
            part.drop { $0 == "-" }.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
                && part.prefix { $0 == "-" }.count <= 1
        }
        guard areNumbers, parts.count <= 3 else { throw JSONPathFailure("invalid array index \(text)") }
        first = try Self.number(parts[0])
        isIndex = parts.count == 1
        end = parts.count > 1 ? try Self.number(parts[1]) : (first ?? 0) + 1
        step = parts.count > 2 ? try Self.number(parts[2]) : nil
    }

    /// The elements of a list that are taken.
    func elements(of list: [JSONValue]) throws(JSONPathFailure) -> [JSONValue] {
        var first = first ?? 0
        if first < 0 { first += list.count }
        var end = end ?? list.count
        if end < 0 || end == 0 && isIndex { end += list.count }
        guard first != end else { return [] }
        guard list.indices.contains(first) else { throw Self.outOfBounds(first, list) }
        guard 0...list.count ~= end else { throw Self.outOfBounds(end - 1, list) }
        guard first <= end else {
            throw JSONPathFailure("starting index \(first) is greater than ending index \(end)")
        }
        guard step ?? 1 > 0 else { throw JSONPathFailure("step must be > 0") }
        return stride(from: first, to: end, by: step ?? 1).map { list[$0] }
    }

    private static func number(_ text: Substring) throws(JSONPathFailure) -> Int? {
        guard !text.isEmpty else { return nil }
        // One less than there is, so that the index behind it is one too.
        guard let number = Int(text), number < Int.max else {
            throw JSONPathFailure("array index \(text) is not a number")
        }
        return number
    }

    private static func outOfBounds(_ index: Int, _ list: [JSONValue]) -> JSONPathFailure {
        JSONPathFailure("array index out of bounds: index \(index), length \(list.count)")
    }
}
