extension SecretBytes {
    /// Whether there is a line `-----BEGIN … <label>` and, after it, a line `-----END … <label>`.
    ///
    /// - Parameter label: The end of both lines, for example `PRIVATE KEY-----`, which `RSA PRIVATE KEY-----` has too.
    func holdsPEMBlock(ending label: StaticString) -> Bool {
        withBytes { bytes in
            let label = UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount)
            var hasBegun = false
            for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
                let line = Self.trimmingSpaces(line)
                guard line.suffix(label.count).elementsEqual(label) else { continue }
                if line.starts(with: "-----BEGIN ".utf8) {
                    hasBegun = true
                } else if hasBegun, line.starts(with: "-----END ".utf8) {
                    return true
                }
            }
            return false
        }
    }

    private static func trimmingSpaces(
        _ line: UnsafeRawBufferPointer.SubSequence
    ) -> UnsafeRawBufferPointer.SubSequence {
        var line = line
        while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { line.removeLast() }
        return line
    }
}
