import KubeObjects

/// What an attempt to read a manifest file found.
enum ManifestReading: Sendable {
    /// The file, whole, and how to tell later whether it is still the same; nil where it is too young to tell.
    case content(Manifest, FileSignature?)
    /// A symlink: follow it, watch what it passes, and read what it leads to.
    case symlink
    /// There is no such name.
    case absent
    case refused(ManifestRefusal)
}
