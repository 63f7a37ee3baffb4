/// The order of keys in YAML: numbers in them count as numbers, `a2` before `a10`, and letters come after all else.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 sorter.go.
enum NaturalOrder {
    /// The order goes in circles for a few odd keys, of which kubectl prints now one first and now another; the bytes
    /// decide where these stand.
    static func sorted(_ keys: some Sequence<String>) -> [String] {
        keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { (text: $0, scalars: Array($0.unicodeScalars)) }
            .sorted { precedes($0.scalars, $1.scalars) }
            .map(\.text)
    }

    static func precedes(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        var index = 0
        while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
        guard index < left.count, index < right.count else { return left.count < right.count }
        let isLeftLetter = isLetter(left[index])
        let isRightLetter = isLetter(right[index])
        if isLeftLetter, isRightLetter { return left[index].value < right[index].value }
        if isLeftLetter || isRightLetter { return isRightLetter }

        // A zero within a number counts, one before it does not.
        let isWithinNumber = (left[index] == "0" || right[index] == "0") && hasNumber(before: index, in: left)
        let (leftNumber, leftEnd) = number(left, at: index, startingWith: isWithinNumber ? 1 : 0)
        let (rightNumber, rightEnd) = number(right, at: index, startingWith: isWithinNumber ? 1 : 0)
        if leftNumber != rightNumber { return leftNumber < rightNumber }
        if leftEnd != rightEnd { return leftEnd < rightEnd }
        return left[index].value < right[index].value
    }

    private static func hasNumber(before index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        for scalar in scalars[..<index].reversed() {
            guard isDigit(scalar) else { return false }
            if scalar != "0" { return true }
        }
        return false
    }

    /// Wraps around at 64 bits as Go does.
    private static func number(_ scalars: [Unicode.Scalar], at start: Int, startingWith first: Int64) -> (Int64, Int) {
        var number = first
        var index = start
        while index < scalars.count, isDigit(scalars[index]) {
            number = number &* 10 &+ (Int64(scalars[index].value) - 48)
            index += 1
        }
        return (number, index)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }
}
