import Glibc

/// The name of one generation's directory in a volume's root: `..2026_11_23_16_20_18.3403175871`.
///
/// Two dots, a UTC time to the second, a dot, and 1 to 10 digits. Source: kubelet pkg/volume/util/atomic_writer.go
/// newTimestampDir. All names of this form in a volume's root are the writer's.
package struct GenerationName: Hashable, Sendable {
    /// The directory's name, as `..data` has it.
    package let entry: String

    /// What people are shown: without the two dots.
    package var text: String { String(entry.dropFirst(2)) }

    /// Nil where `entry` has another form, so that nothing else is ever taken for a generation.
    package init?(entry: String) {
        guard Self.matches(entry.utf8) else { return nil }
        self.entry = entry
    }

    /// A new name.
    ///
    /// - Parameters:
    ///   - seconds: Since 1970, UTC.
    ///   - random: Makes two writers in one second differ.
    ///   - previous: The live generation. Within one second the new name still sorts after it.
    package init(seconds: Int, random: UInt32, after previous: GenerationName?) {
        let time = Self.prefix(seconds: seconds)
        // Ten digits always, so that names of one second sort by number.
        var number = 1_000_000_000 + UInt64(random) / 2
        if let previous, previous.entry.hasPrefix(time), let last = UInt64(previous.entry.dropFirst(time.utf8.count)),
            last >= 1_000_000_000
        {
            number = last + 1 + UInt64(random % 4096)
            if number > 9_999_999_999 { number = 1_000_000_000 + UInt64(random) / 2 }
        }
        entry = time + String(number)
    }

    /// `..2026_11_23_16_20_18.`
    private static func prefix(seconds: Int) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let fields = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        var text = "..\(parts.tm_year + 1900)"
        for field in fields { text += field < 10 ? "_0\(field)" : "_\(field)" }
        return text + "."
    }

    private static func matches(_ name: String.UTF8View) -> Bool {
        let shape = "..dddd_dd_dd_dd_dd_dd.".utf8
        guard (shape.count + 1...shape.count + 10).contains(name.count) else { return false }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        for (byte, form) in zip(name, shape) {
            guard form == UInt8(ascii: "d") ? digits.contains(byte) : byte == form else { return false }
        }
        return name.dropFirst(shape.count).allSatisfy(digits.contains)
    }
}
