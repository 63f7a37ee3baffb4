/// The explicit paths of one volume, and whether they go together.
///
/// Source: kubernetes pkg/api/pod/warnings.go warningsForOverlappingVirtualPaths.
struct VolumePaths {
    struct Entry {
        /// As written in the manifest.
        var path: String
        /// The source inside a projected volume, for example `Secret "a"`; empty elsewhere.
        var source: String
        var field: FieldPath

        /// As Kubernetes prints it: `"a/b" (Secret "s")`.
        fileprivate var text: String {
            let trimmed = path.reversed().drop { $0 == "/" }.reversed()
            let quoted = String(trimmed).goQuoted
            return source.isEmpty ? quoted : "\(quoted) (\(source))"
        }
    }

    private enum Overlap {
        case same
        case parent
    }

    /// The volume's name.
    var volume: String
    /// What the volume is, in Kubernetes' words: `Secret "s"`, `Projected`.
    var source: String
    var paths: [Entry]

    /// For a volume of one source: one path below another is an error, because such a volume can never be written; the
    /// same path twice is Kubernetes' warning, and the last one wins.
    func validate(into report: inout ValidationReport) {
        forEachOverlap { later, earlier, overlap in
            switch overlap {
            case .same:
                warn(later, earlier, into: &report)
            case .parent:
                report.invalid(
                    later.field,
                    later.path,
                    "conflicts with \(earlier.path.goQuoted) at \(earlier.field): "
                        + "one of them would have to be a file and a directory at once"
                )
            }
        }
    }

    /// For a projected volume: a later source may well replace an earlier one's file.
    func warnAboutOverlaps(into report: inout ValidationReport) {
        forEachOverlap { later, earlier, _ in warn(later, earlier, into: &report) }
    }

    private func warn(_ later: Entry, _ earlier: Entry, into report: inout ValidationReport) {
        report.warn(
            later.field,
            "volume \(volume.goQuoted) (\(source)): overlapping paths: \(later.text) with \(earlier.text)"
        )
    }

    /// Tells of each path the first earlier one that is the same, that is above it, and that is below it: linear in
    /// the number of paths, so that a hostile manifest of thousands costs nothing.
    ///
    /// Compares cleaned paths, so that `a//b` and `./a/b` are one. Paths that mean no file are reported elsewhere.
    private func forEachOverlap(_ body: (_ later: Entry, _ earlier: Entry, Overlap) -> Void) {
        var files: [String: Entry] = [:]
        var below: [String: Entry] = [:]
        for later in paths {
            let path = FilePathRule.cleaned(later.path)
            guard !path.isEmpty else { continue }
            if let earlier = files[path] { body(later, earlier, .same) }
            if let earlier = below[path] { body(later, earlier, .parent) }
            let directories = FilePathRule.directories(above: path)
            if let earlier = directories.lazy.compactMap({ files[$0] }).first { body(later, earlier, .parent) }
            files[path] = files[path] ?? later
            for directory in directories { below[directory] = below[directory] ?? later }
        }
    }
}
