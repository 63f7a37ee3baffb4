/// Cuts a stream of bytes into lines.
struct LineBuffer {
    /// What came after the last line's end.
    private(set) var rest: [UInt8] = []

    /// - Returns: The lines that are whole now, without their ends.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest + bytes[start..<end])
            rest = []
            start = end + 1
        }
        rest += bytes[start...]
        return lines
    }
}
