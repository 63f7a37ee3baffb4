/// All files of a volume at one moment.
package struct VolumeSnapshot: Equatable, Sendable {
    /// What `..data` names, without the two dots; nil for a directory that has no `..data`.
    package var generation: String?
    package var files: [VolumePath: FileVersion]

    package init(generation: String? = nil, files: [VolumePath: FileVersion] = [:]) {
        self.generation = generation
        self.files = files
    }

    /// What is different from an earlier snapshot; nil where no file is, whatever the generation is called.
    package func change(since old: VolumeSnapshot) -> VolumeChange? {
        var change = VolumeChange(generation: generation, previous: old.generation)
        for (path, version) in files {
            switch old.files[path] {
            case nil: change.added.append(path)
            case version: break
            case _: change.changed.append(path)
            }
        }
        change.removed = old.files.keys.filter { files[$0] == nil }
        change.sort()
        return change.isEmpty ? nil : change
    }
}
