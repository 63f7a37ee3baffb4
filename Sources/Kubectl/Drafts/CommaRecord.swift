/// The fields of the first line of a text that is not empty; a field in quotes may go over several lines.
///
/// Source: Go encoding/csv, of which spf13/pflag's StringSlice reads one record a flag.
struct CommaRecord {
    struct Failure: Error {
        var text: String
    }

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newline = UInt8(ascii: "\n")

    /// The lines that are not read yet, with their ends.
    private var lines: ArraySlice<[UInt8]>
    /// The line that is being read, and where in it the reader stands.
    private var line: [UInt8] = []
    private var offset = 0
    private var number = 0
    private var start = 0

    init(_ text: String) {
        var lines = text.utf8.split(separator: Self.newline, omittingEmptySubsequences: false).map { line in
            Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line) + [Self.newline]
        }
        // What stands behind the last end of a line has none.
        lines[lines.count - 1].removeLast()
        self.lines = lines[...]
    }

    /// - Throws: `Failure` with Go's words, for a quote in the wrong place and where there is no field.
    mutating func fields() throws(Failure) -> [String] {
        repeat {
            guard nextLine() else { throw Failure(text: "EOF") }
        } while isAtEnd
        start = number
        var fields: [String] = []
        while true {
            fields.append(String(decoding: try line[offset...].first == Self.quote ? quoted() : plain(), as: UTF8.self))
            guard offset < line.count, line[offset] == Self.comma else { return fields }
            offset += 1
        }
    }

    private var isAtEnd: Bool { offset == line.count || line[offset] == Self.newline }

    private mutating func nextLine() -> Bool {
        guard let next = lines.popFirst(), !next.isEmpty else { return false }
        line = next
        offset = 0
        number += 1
        return true
    }

    private mutating func plain() throws(Failure) -> ArraySlice<UInt8> {
        let field = line[offset...].prefix { $0 != Self.comma && $0 != Self.newline }
        if let bare = field.firstIndex(of: Self.quote) { throw failure(at: bare, "bare \" in non-quoted-field") }
        offset = field.endIndex
        return field
    }

    private mutating func quoted() throws(Failure) -> ArraySlice<UInt8> {
        var field: [UInt8] = []
        offset += 1
        while true {
            guard let end = line[offset...].firstIndex(of: Self.quote) else {
                field += line[offset...]
                offset = line.count
                guard nextLine() else { throw failure(at: offset, Self.badQuote) }
                continue
            }
            field += line[offset..<end]
            offset = end + 1
            if isAtEnd || line[offset] == Self.comma { return field[...] }
            guard line[offset] == Self.quote else { throw failure(at: end, Self.badQuote) }
            field.append(Self.quote)
            offset += 1
        }
    }

    private static let badQuote = "extraneous or missing \" in quoted-field"

    private func failure(at index: Int, _ reason: String) -> Failure {
        let record = start == number ? "" : "record on line \(start); "
        return Failure(text: "\(record)parse error on line \(number), column \(index + 1): \(reason)")
    }
}
