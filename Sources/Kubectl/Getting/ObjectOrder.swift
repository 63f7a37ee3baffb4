import KubeObjects

/// The order of objects by one of their fields.
///
/// Source: kubectl pkg/cmd/get sorter.go.
struct ObjectOrder {
    private let path: JSONPath

    /// - Throws: `KubectlError` for what is no path.
    init(_ path: String) throws(KubectlError) {
        self.path = try JSONPath(relaxed: path)
    }

    /// - Parameter object: Where the field of an element is.
    /// - Throws: `KubectlError` where no element has the field.
    func sorted<Element>(
        _ elements: [Element],
        object: (Element) -> JSONValue
    ) throws(KubectlError) -> [Element] {
        var keyed: [(key: JSONValue?, element: Element)] = []
        for element in elements {
            let value = try? path.values(in: object(element)).first
            keyed.append((value.flatMap { $0 == .null ? nil : $0 }, element))
        }
        guard keyed.isEmpty || keyed.contains(where: { $0.key != nil }) else {
            throw KubectlError("couldn't find any field with path \"\(path.template)\" in the list of objects")
        }
        return keyed.enumerated().sorted { left, right in
            if Self.isLess(left.element.key, right.element.key) { return true }
            if Self.isLess(right.element.key, left.element.key) { return false }
            return left.offset < right.offset
        }.map(\.element.element)
    }

    /// What has no value comes first.
    private static func isLess(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (nil, nil), (_, nil): false
        case (nil, _): true
        case (.integer(let left), .integer(let right)): left < right
        case (.string(let left), .string(let right)): isNaturallyLess(left, right)
        case (.bool(let left), .bool(let right)): !left && right
        case (.number(let left), .number(let right)): (Double(left) ?? 0) < (Double(right) ?? 0)
        case (.integer(let left), .number(let right)): Double(left) < (Double(right) ?? 0)
        case (.number(let left), .integer(let right)): (Double(left) ?? 0) < Double(right)
        default: false
        }
    }

    /// `a2` before `a10`.
    private static func isNaturallyLess(_ left: String, _ right: String) -> Bool {
        var left = Substring(left)
        var right = Substring(right)
        while let first = left.unicodeScalars.first, let second = right.unicodeScalars.first {
            let digits = (left.prefix(while: \.isASCIIDigit), right.prefix(while: \.isASCIIDigit))
            if !digits.0.isEmpty, !digits.1.isEmpty {
                let numbers = (digits.0.drop { $0 == "0" }, digits.1.drop { $0 == "0" })
                if numbers.0.count != numbers.1.count { return numbers.0.count < numbers.1.count }
                if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
                if digits.0.count != digits.1.count { return digits.0.count < digits.1.count }
                left = left.dropFirst(digits.0.count)
                right = right.dropFirst(digits.1.count)
                continue
            }
            if first != second { return first.value < second.value }
            left.unicodeScalars.removeFirst()
            right.unicodeScalars.removeFirst()
        }
        return left.isEmpty && !right.isEmpty
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
