/// A file that somebody wants to open, by its place among the volumes.
package struct OpenedFile: Hashable, Sendable {
    package var namespace: String
    package var pod: String
    package var volume: String
    /// The path inside the volume, such as `tls.crt` or `etc/app.conf`.
    package var key: String
    /// The generation that the bytes are of: the name of the directory behind `..data`.
    package var generation: String

    package init(namespace: String, pod: String, volume: String, key: String, generation: String) {
        self.namespace = namespace
        self.pod = pod
        self.volume = volume
        self.key = key
        self.generation = generation
    }
}
