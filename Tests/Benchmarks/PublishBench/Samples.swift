/// What was measured, in microseconds a publish.
struct Samples {
    var writerAll: [Double] = []
    var floorAll: [Double] = []
    var writerOne: [Double] = []
    var floorOne: [Double] = []

    /// For people, in the columns of the benchmark's first part.
    func table(keys: Int, size: Int) -> String {
        let all = Self.median(writerAll)
        let one = Self.median(writerOne)
        let rows = [
            Self.row("One publish, \(keys) keys x \(size) B, all changed, p50 of \(writerAll.count)", all, "us"),
            Self.row("  the same system calls in C", Self.median(floorAll), "us"),
            Self.row("  against C", all / Self.median(floorAll), "x", limit: 1.3),
            Self.row("  1 of \(keys) keys changed", one, "us"),
            Self.row("    the same system calls in C", Self.median(floorOne), "us"),
            Self.row("    against C", one / Self.median(floorOne), "x"),
            Self.row("    against all changed", one / all, "x", limit: 0.7),
        ]
        return rows.joined(separator: "\n")
    }

    private static func median(_ samples: [Double]) -> Double { samples.sorted()[samples.count / 2] }

    private static func row(_ what: String, _ value: Double, _ unit: String, limit: Double? = nil) -> String {
        let number = padded(fixed(value), 9, atFront: true)
        let reach = limit.map { padded("<= \(fixed($0)) \(unit)", 14) + (value <= $0 ? " yes" : " NO") } ?? ""
        return "\(padded(what, 58)) \(number) \(padded(unit, 3)) \(reach)"
    }

    /// With two decimals.
    private static func fixed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    private static func padded(_ text: String, _ width: Int, atFront: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        return atFront ? padding + text : text + padding
    }
}
