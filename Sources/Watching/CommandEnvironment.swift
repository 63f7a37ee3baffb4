/// The variables that a command learns a change by.
enum CommandEnvironment {
    /// Bytes of one list: a kernel takes 128 KiB a variable, and some MiB of all.
    private static let longest = 32 << 10

    /// Names in a list are separated by newlines; names that have one in them are quoted. What is too long ends with a line
    /// of three dots.
    static func variables(for change: VolumeChange, in directory: String) -> [(name: String, value: String)] {
        func list(_ paths: [VolumePath]) -> String {
            let text = paths.map(\.description).joined(separator: "\n")
            guard text.utf8.count > longest else { return text }
            let whole = text.utf8.prefix(longest).lastIndex(of: UInt8(ascii: "\n")) ?? text.startIndex
            return text[..<whole] + "\n..."
        }
        return [
            ("SECRETD_DIRECTORY", directory), ("SECRETD_GENERATION", change.generation ?? ""),
            ("SECRETD_CHANGED", list(change.changed)), ("SECRETD_ADDED", list(change.added)),
            ("SECRETD_REMOVED", list(change.removed)),
        ]
    }

    /// `NAME=value` each: those of this process, and those of the change in place of any of the same name.
    static func merged(
        into own: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
        for change: VolumeChange,
        in directory: String
    ) -> [String] {
        let new = variables(for: change, in: directory)
        var result: [String] = []
        var entry = own
        while let text = entry?.pointee {
            let variable = String(cString: text)
            if !new.contains(where: { variable.hasPrefix($0.name + "=") }) { result.append(variable) }
            entry = entry?.advanced(by: 1)
        }
        return result + new.map { "\($0.name)=\($0.value)" }
    }
}
