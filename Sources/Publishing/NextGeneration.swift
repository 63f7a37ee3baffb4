import KubeObjects
package import Projection

/// What a volume shall hold after a publish, compared with what it holds now. Pure: nothing is read or written.
package struct NextGeneration: Equatable, Sendable {
    /// How a file of the new generation comes about.
    package enum Origin: Equatable, Sendable {
        /// Its bytes are written to a new inode.
        case written
        /// The live file is given a second name: nothing about it changed.
        case unchanged
        /// The live file stays because its source cannot be resolved. It is linked too.
        case retained
        /// As `retained`, but its group and mode change, so it is copied to a new inode.
        case copied
    }

    /// Sorted by path.
    package var files: [LiveFile] = []
    /// One for each of `files`.
    package var origins: [Origin] = []
    /// Which of `files` are written although the live file has the same bytes: their mode or owner is new.
    private var sameBytes: Set<Int> = []
    /// Files of the live generation that are in this one no more. Sorted.
    package var removed: [PayloadPath] = []

    /// - Parameter owner: Whose a file is where the payload does not say.
    init(_ payload: Payload, after live: LiveVolume, owner: FileOwner) {
        files.reserveCapacity(payload.files.count)
        origins.reserveCapacity(payload.files.count)
        let kept = Self.retained(payload, of: live)
        var old = live.files[...]
        var keptRest = kept[...]
        for wanted in payload.files {
            append(&keptRest, before: wanted.path, owner, live)
            let file = LiveFile(
                path: wanted.path,
                content: wanted.content,
                size: wanted.content.count,
                mode: wanted.mode,
                uid: wanted.uid ?? owner.uid,
                gid: wanted.gid ?? owner.gid
            )
            while let first = old.first, first.path < file.path { old.removeFirst() }
            let twin = old.first.flatMap { $0.path == file.path && $0.hasSameBytes(as: file) ? $0 : nil }
            let isUnchanged = twin?.hasSameMetadata(as: file) ?? false
            if twin != nil, !isUnchanged { sameBytes.insert(files.count) }
            files.append(file)
            origins.append(isUnchanged ? .unchanged : .written)
        }
        append(&keptRest, before: nil, owner, live)
        removed = Self.paths(of: live.files, notIn: files)
    }

    /// Whether the file at `index` has other bytes than the live one, or there was none that is known.
    package func hasNewBytes(at index: Int) -> Bool { origins[index] == .written && !sameBytes.contains(index) }

    /// Whether the live generation already is this one.
    func equals(_ live: LiveVolume, group: UInt32?) -> Bool {
        live.generation != nil && !live.isIrregular && live.group == group && files.count == live.files.count
            && removed.isEmpty && !origins.contains(.written) && !origins.contains(.copied)
    }

    /// What a publish that led here tells its caller.
    package func outcome(changed: Bool, generation: GenerationName?) -> Outcome {
        Outcome(
            changed: changed,
            generation: generation?.text ?? "",
            files: files.count,
            bytes: files.reduce(0) { $0 + $1.size },
            written: paths { $0 == .written },
            removed: removed,
            retained: paths { $0 == .retained || $0 == .copied },
            contents: self
        )
    }

    private func paths(where isWanted: (Origin) -> Bool) -> [PayloadPath] {
        zip(files, origins).compactMap { isWanted($1) ? $0.path : nil }
    }

    private mutating func append(
        _ kept: inout ArraySlice<LiveFile>,
        before path: PayloadPath?,
        _ owner: FileOwner,
        _ live: LiveVolume
    ) {
        while var file = kept.first, path.map({ file.path < $0 }) ?? true {
            kept.removeFirst()
            let (gid, mode) = (file.gid, file.mode)
            // What belonged to the old group belongs to the new one now, which may read it.
            if live.group != owner.group, file.gid == live.group ?? owner.processGid {
                file.gid = owner.gid
                if owner.group != nil { file.mode |= 0o440 }
            }
            origins.append(file.gid == gid && file.mode == mode ? .retained : .copied)
            files.append(file)
        }
    }

    /// The live files that stay although the payload does not name them. New files win where both cannot be: at, above
    /// or below the same path.
    private static func retained(_ payload: Payload, of live: LiveVolume) -> [LiveFile] {
        guard payload.retention != .nothing, !live.files.isEmpty else { return [] }
        var claimed = Set<NameBytes>()
        var aboveClaimed = Set<NameBytes>()
        for file in payload.files {
            claimed.insert(NameBytes(file.path.text))
            aboveClaimed.formUnion(GenerationPaths.parents(of: file.path).map { NameBytes($0) })
        }
        return live.files.filter { file in
            if case .paths(let paths) = payload.retention, !paths.contains(file.path) { return false }
            let path = NameBytes(file.path.text)
            return !claimed.contains(path) && !aboveClaimed.contains(path)
                && claimed.isDisjoint(with: GenerationPaths.parents(of: file.path).map { NameBytes($0) })
        }
    }

    private static func paths(of old: [LiveFile], notIn new: [LiveFile]) -> [PayloadPath] {
        var rest = new[...]
        var missing: [PayloadPath] = []
        for file in old {
            while let first = rest.first, first.path < file.path { rest.removeFirst() }
            if rest.first?.path != file.path { missing.append(file.path) }
        }
        return missing
    }
}
