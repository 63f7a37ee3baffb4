import FusePublishing

/// What a pattern of a rule is compared with.
enum PatternKind {
    /// A name of Kubernetes.
    case name
    case unit
    case absolutePath
    case relativePath

    /// Why nothing could ever match `pattern`; nil where something could.
    func objection(to pattern: String) -> String? {
        guard let first = pattern.utf8.first, let last = pattern.utf8.last else { return "must not be empty" }
        switch self {
        case .name:
            return pattern.contains("/") ? "is a name, which has no '/'" : nil
        case .unit:
            let suffixes = CgroupPath.suffixes + [".slice"]
            if Self.wildcards.contains(last) || suffixes.contains(where: pattern.hasSuffix) { return nil }
            return "must end with the unit's type: \(suffixes.joined(separator: ", "))"
        case .absolutePath:
            return first == UInt8(ascii: "/") || first == UInt8(ascii: "*") ? nil : "must be an absolute path"
        case .relativePath:
            return first == UInt8(ascii: "/") ? "is a path inside the volume, and starts without '/'" : nil
        }
    }

    private static let wildcards = [UInt8(ascii: "*"), UInt8(ascii: "?")]
}
