/// `mode` and `defaultMode`: permission bits from 0o000 to 0o777.
package enum FileModeRule {
    static func check(_ mode: Int64, at field: FieldPath, into report: inout ValidationReport) {
        if !(0o000...0o777).contains(mode) {
            report.invalid(field, mode, "must be a number between 0 and 0777 (octal), both inclusive")
        }
        if let octal = octalReading(of: mode), isUsual(octal), !isUsual(mode) {
            let meaning = mode <= 0o777 ? " and means mode \(written(mode))" : ""
            let digits = written(octal)
            report.warn(
                field,
                "\(mode) is decimal\(meaning); for mode \(digits) write \(digits) in YAML, \(octal) in JSON"
            )
        }
    }

    /// What three digits would mean in octal: 0o400 for 400.
    private static func octalReading(of mode: Int64) -> Int64? {
        guard (100...777).contains(mode) else { return nil }
        return Int64(String(mode), radix: 8)
    }

    /// Whether somebody would ask for these bits: nobody gets more than the owner, nor other more than the group; who
    /// has any right can read; and either all readers can execute or none.
    private static func isUsual(_ mode: Int64) -> Bool {
        guard (0o000...0o777).contains(mode) else { return false }
        let (owner, group, other) = (mode >> 6 & 7, mode >> 3 & 7, mode & 7)
        let readers = [owner, group, other].filter { $0 != 0 }
        return group & ~owner == 0 && other & ~group == 0
            && readers.allSatisfy { $0 & 4 != 0 }
            && Set(readers.map { $0 & 1 }).count <= 1
    }

    private static func written(_ mode: Int64) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
