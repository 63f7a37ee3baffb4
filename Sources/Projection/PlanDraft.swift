import KubeObjects

/// A plan in the making: what the sources so far have given.
struct PlanDraft {
    private struct Claim {
        var file: PayloadFile
        var source: SourceReference
    }

    private let previous: [PayloadPath: SourceReference]?
    private let group: UInt32?
    private var claims: [PayloadPath: Claim] = [:]
    private var problems: [SourceProblem] = []
    /// Last good paths, with the source that they are kept for where it is known.
    private var kept: [PayloadPath: SourceReference] = [:]
    /// All sources so far.
    private var sources: Set<SourceReference> = []
    /// Those of which nothing can be had.
    private var failed: Set<SourceReference> = []

    init(previous: [PayloadPath: SourceReference]?, group: UInt32?) {
        self.previous = previous
        self.group = group
    }

    /// Adds the files of an object: those of `projection.items`, or one for each key where it lists none.
    ///
    /// - Parameter values: The object's keys; nil where it is not there.
    mutating func add(
        _ source: SourceReference,
        values: [String: SecretBytes]?,
        projection: ObjectProjection,
        defaultMode: Int64,
        missingObject: String,
        missingKey: (String) -> String
    ) {
        sources.insert(source)
        guard let values else {
            guard !projection.optional else { return }
            fail(source, .objectNotFound, missingObject)
            for item in projection.items {
                if let path = try? PayloadPath(item.path) { keep(path, for: source) }
            }
            return
        }
        guard !projection.items.isEmpty else {
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                add(source, key: key, path: key, content: value, mode: defaultMode)
            }
            return
        }
        for item in projection.items {
            if let value = values[item.key] {
                add(source, key: item.key, path: item.path, content: value, mode: item.mode ?? defaultMode)
            } else if !projection.optional {
                fail(source, key: item.key, path: item.path, .keyNotFound, missingKey(item.key))
            }
        }
    }

    /// Adds one file. With an fsGroup its group may read it, whatever `mode` says.
    /// Source: kubelet pkg/volume/volume_linux.go, rwMask and roMask: bits are only ever added.
    mutating func add(
        _ source: SourceReference,
        key: String? = nil,
        path: String,
        content: SecretBytes,
        mode: Int64
    ) {
        sources.insert(source)
        do throws(PayloadPathError) {
            let path = try PayloadPath(path)
            let permissions = UInt16(truncatingIfNeeded: mode) & 0o777 | (group == nil ? 0 : 0o440)
            let file = PayloadFile(path: path, content: content, mode: permissions, gid: group)
            claims[path] = Claim(file: file, source: source)
            kept[path] = nil
        } catch {
            problems.append(SourceProblem(source, key: key, .invalidPath, String(describing: error)))
        }
    }

    /// Notes that one file of `source` cannot be had: its last good content stays.
    mutating func fail(
        _ source: SourceReference,
        key: String? = nil,
        path: String,
        _ reason: SourceProblem.Reason,
        _ message: String
    ) {
        sources.insert(source)
        problems.append(SourceProblem(source, key: key, reason, message))
        if let path = try? PayloadPath(path) { keep(path, for: source) }
    }

    /// Notes that nothing of `source` can be had: all its last good files stay.
    mutating func fail(_ source: SourceReference, _ reason: SourceProblem.Reason, _ message: String) {
        sources.insert(source)
        failed.insert(source)
        problems.append(SourceProblem(source, reason, message))
    }

    /// A file that was this source's own stays in place of what an earlier source would put there, because this source
    /// wins when it is well.
    private mutating func keep(_ path: PayloadPath, for source: SourceReference) {
        if claims[path] != nil {
            guard previous?[path] == source else { return }
            claims[path] = nil
        }
        kept[path] = source
    }

    consuming func finish() -> VolumePlan {
        keepFilesOfFailedSources()
        dropConflicts()
        var provenance = claims.mapValues(\.source)
        for (path, source) in kept where previous == nil || previous?[path] != nil { provenance[path] = source }
        let isUnknown = !failed.isEmpty && previous == nil
        let files = claims.values.map(\.file).sorted { $0.path < $1.path }
        let retention: Retention = isUnknown ? .unclaimed : kept.isEmpty ? .nothing : .paths(Set(kept.keys))
        return VolumePlan(
            payload: Payload(files: files, retention: retention),
            provenance: isUnknown ? nil : provenance,
            problems: problems
        )
    }

    /// The last good files of every failed source. And those of sources that the volume has no more: the failed one may
    /// have come in their place, and a volume whose manifest now names a Secret that is not there yet keeps its files.
    private mutating func keepFilesOfFailedSources() {
        guard let previous, !failed.isEmpty else { return }
        for (path, owner) in previous {
            if failed.contains(owner) {
                if let claim = claims[path] {
                    guard claim.source.index < owner.index else { continue }
                    claims[path] = nil
                }
                kept[path] = owner
            } else if !sources.contains(owner), claims[path] == nil {
                kept[path] = owner
            }
        }
    }

    /// Where one path is a directory to another, the file of the later source goes, or of one source the deeper one.
    private mutating func dropConflicts() {
        guard claims.keys.contains(where: { $0.text.utf8.contains(UInt8(ascii: "/")) }) else { return }
        for path in claims.keys.sorted() {
            var parent = path.text[...]
            while let slash = parent.utf8.lastIndex(of: UInt8(ascii: "/")) {
                parent = parent[..<slash]
                guard let other = try? PayloadPath(parent), let upper = claims[other], let lower = claims[path] else {
                    continue
                }
                let dropped = lower.source.index >= upper.source.index ? path : other
                let message = "conflicting paths: \(other) is a file and a directory to \(path)"
                problems.append(SourceProblem(claims[dropped]?.source ?? lower.source, .pathConflict, message))
                claims[dropped] = nil
            }
        }
    }
}
