import ArgumentParser

/// What serves the volumes' files.
enum Backend: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// The kernel alone, from memory.
    case tmpfs
    /// A filesystem of the daemon's own, which sees every open.
    case fuse
}
