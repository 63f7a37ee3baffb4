/// Why a configuration cannot be applied. Holds names of fields and managers, never values.
package enum ApplyError: Error, Equatable, Sendable {
    /// The configuration is none. HTTP 400.
    case malformed(String)
    /// Others own fields that the configuration changes. By owner and field. HTTP 409.
    case conflicts([ApplyConflict])
}

extension ApplyError: CustomStringConvertible {
    /// The message in the API server's form.
    package var description: String {
        switch self {
        case .malformed(let text):
            return text
        case .conflicts(let conflicts):
            if conflicts.count == 1, let conflict = conflicts.first {
                return "Apply failed with 1 conflict: conflict with \(conflict.owner): \(conflict.field)"
            }
            var lines: [String] = []
            for (index, conflict) in conflicts.enumerated() {
                if index == 0 || conflicts[index - 1].owner != conflict.owner {
                    lines.append("conflicts with \(conflict.owner):")
                }
                lines.append("- \(conflict.field)")
            }
            return "Apply failed with \(conflicts.count) conflicts: \(lines.joined(separator: "\n"))"
        }
    }
}
