/// The variables that a command learns a change by.
enum CommandEnvironment {
    /// Names in a list are separated by newlines; names that have one in them are quoted.
    static func variables(for change: VolumeChange, in directory: String) -> [(name: String, value: String)] {
        func list(_ paths: [VolumePath]) -> String { paths.map(\.description).joined(separator: "\n") }
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
