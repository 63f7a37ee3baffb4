/// The machine's swap space.
package enum Swap {
    /// Whether any is in use. False where `/proc/swaps` cannot be read: then nobody could act on it either.
    package static var isOn: Bool {
        // The first line is a heading. Source: man 5 proc_swaps.
        guard let table = try? ProcFile.read("/proc/swaps") else { return false }
        return table.split(separator: "\n").count > 1
    }
}
