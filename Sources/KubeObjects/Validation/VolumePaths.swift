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

    /// Tells of each path the one that it is equal to or nearest below.
    ///
    /// In order, with `/` before every other byte, a path is followed by all that is below it: time and memory grow no
    /// faster than a sort, however many and deep the paths of a hostile manifest are. Cleaned paths are compared, so
    /// that `a//b` and `./a/b` are one. Paths that mean no file are reported elsewhere.
    private func forEachOverlap(_ body: (_ later: Entry, _ earlier: Entry, Overlap) -> Void) {
        let files = paths.indices.map { CleanPath(paths[$0].path, index: $0) }.filter { !$0.bytes.isEmpty }.sorted()
        var above: [CleanPath] = []
        for file in files {
            while let last = above.last, !file.isAt(last), !file.isBelow(last) { above.removeLast() }
            if let last = above.last {
                let (earlier, later) = (min(file.index, last.index), max(file.index, last.index))
                body(paths[later], paths[earlier], file.isAt(last) ? .same : .parent)
                if file.isAt(last) { continue }
            }
            above.append(file)
        }
    }
}

private struct CleanPath: Comparable {
    /// `/` stands as 0, which no path holds that can be written.
    let bytes: [UInt8]
    let index: Int

    init(_ path: String, index: Int) {
        bytes = FilePathRule.cleaned(path).utf8.map { $0 == UInt8(ascii: "/") ? 0 : $0 }
        self.index = index
    }

    func isAt(_ other: CleanPath) -> Bool { bytes == other.bytes }

    func isBelow(_ other: CleanPath) -> Bool {
        bytes.count > other.bytes.count && bytes[other.bytes.count] == 0 && bytes.starts(with: other.bytes)
    }

    static func < (left: CleanPath, right: CleanPath) -> Bool {
        left.bytes == right.bytes ? left.index < right.index : left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
