/// The parameters of a URL's query.
///
/// Source: Go net/url ParseQuery; k8s.io/apimachinery pkg/runtime/conversion.go for what the values mean.
struct QueryItems: Hashable, Sendable {
    private var values: [String: [String]] = [:]

    /// - Parameter query: What stands behind the `?`, still encoded; nil and the empty text have no parameters.
    /// - Throws: `QueryError.badEscape` and `.invalidUTF8`.
    init(parsing query: String?) throws(QueryError) {
        for item in (query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
            let pair = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(pair[0])
            let value = pair.count == 2 ? try Self.decoded(pair[1]) : ""
            values[name, default: []].append(value)
        }
    }

    /// The first value of a parameter; nil where it is not there.
    func string(_ name: String) -> String? { values[name]?.first }

    /// All values of a parameter in their order.
    func strings(_ name: String) -> [String] { values[name] ?? [] }

    /// False where the parameter is not there, is `0` or `false` in letters of any size; else true, even when empty.
    func bool(_ name: String) -> Bool { optionalBool(name) ?? false }

    /// As `bool`, but nil where the parameter is not there.
    func optionalBool(_ name: String) -> Bool? {
        string(name).map { $0 != "0" && $0.lowercased() != "false" }
    }

    /// Nil where the parameter is not there.
    ///
    /// - Throws: `QueryError.notInteger` and `.outOfRange`; the empty value is no number.
    func int64(_ name: String) throws(QueryError) -> Int64? {
        guard let text = string(name) else { return nil }
        if let number = Int64(text) { return number }
        let digits = text.utf8.first.map { "+-".utf8.contains($0) } == true ? text.utf8.dropFirst() : text.utf8[...]
        let isNumber = !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        throw isNumber ? .outOfRange(text) : .notInteger(text)
    }

    private static func decoded(_ text: Substring.UTF8View) throws(QueryError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                let values = digits.compactMap(hexadecimal)
                guard values.count == 2 else {
                    throw .badEscape("%" + String(decoding: digits, as: UTF8.self))
                }
                bytes.append(values[0] << 4 | values[1])
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .invalidUTF8 }
        return decoded
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.flatMap { UInt8(exactly: $0) }
    }
}
