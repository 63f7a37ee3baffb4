package import Projection

/// What a publish did.
package struct Outcome: Equatable, Sendable {
    /// Whether a new generation was made.
    package var changed: Bool
    /// The live generation, `2026_11_23_16_20_18.3403175871`: a UTC time and a random number, as in `..data`'s target
    /// without its dots. Later generations of a volume sort after earlier ones while the clock does not step back.
    package var generation: String
    /// All files of the live generation.
    package var files: Int
    /// The sum of their sizes, in bytes.
    package var bytes: Int
    /// Files that were added, or whose bytes, mode or owner are new. Sorted.
    package var written: [PayloadPath]
    /// Files that are gone. Sorted.
    package var removed: [PayloadPath]
    /// Files that stayed because their source could not be resolved. Sorted.
    package var retained: [PayloadPath]
    /// Whether something of an older generation could not be removed; the next publish tries again.
    package var leftovers: Bool
    /// The live generation's files, for those who look at them at once: whoever keeps this keeps the values.
    package var contents: NextGeneration?

    package init(
        changed: Bool,
        generation: String,
        files: Int,
        bytes: Int,
        written: [PayloadPath] = [],
        removed: [PayloadPath] = [],
        retained: [PayloadPath] = [],
        leftovers: Bool = false,
        contents: NextGeneration? = nil
    ) {
        self.changed = changed
        self.generation = generation
        self.files = files
        self.bytes = bytes
        self.written = written
        self.removed = removed
        self.retained = retained
        self.leftovers = leftovers
        self.contents = contents
    }
}
