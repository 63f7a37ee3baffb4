/// A generation of a volume that readers see now. Names, numbers and times; never a value.
package struct PublishedChange: Hashable, Sendable {
    /// What names a volume: its Pod and its name there.
    package struct Volume: Hashable, Sendable {
        package var namespace: String
        package var pod: String
        package var volume: String

        package init(namespace: String, pod: String, volume: String) {
            self.namespace = namespace
            self.pod = pod
            self.volume = volume
        }
    }

    package var volume: Volume
    /// The directory that readers use: `/run/secretd/volumes/default/web/tls`.
    package var path: String
    /// `2026_11_23_16_20_18.3403175871`.
    package var generation: String
    /// The files that came, went, or have other bytes, modes or owners than before. Sorted. Nil where that is not known,
    /// because an earlier process has made the generation.
    package var keys: [String]?
    /// Whether an earlier process has made the generation: whoever was told of it then need not be told again.
    package var isAdopted: Bool

    package init(volume: Volume, path: String, generation: String, keys: [String]?, isAdopted: Bool) {
        self.volume = volume
        self.path = path
        self.generation = generation
        self.keys = keys
        self.isAdopted = isAdopted
    }
}
