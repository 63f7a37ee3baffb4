package import KubeObjects

/// Everything one generation of a volume shall hold.
package struct Payload: Equatable, Sendable {
    /// Sorted by path, each path once, and no path lies below another one.
    package var files: [PayloadFile]
    /// What shall stay of the live generation although nothing could be resolved for it.
    package var retention: Retention

    package init(files: [PayloadFile], retention: Retention = .nothing) {
        self.files = files
        self.retention = retention
    }
}

/// One file of a payload.
package struct PayloadFile: Equatable, Sendable {
    package var path: PayloadPath
    package var content: SecretBytes
    /// Permission bits, 0o000...0o777.
    package var mode: UInt16
    /// The owner; nil means the daemon's own user.
    package var uid: UInt32?
    /// The group; nil means the daemon's own group.
    package var gid: UInt32?

    package init(path: PayloadPath, content: SecretBytes, mode: UInt16, uid: UInt32? = nil, gid: UInt32? = nil) {
        self.path = path
        self.content = content
        self.mode = mode
        self.uid = uid
        self.gid = gid
    }
}

/// Which files of the live generation outlive a source that cannot be resolved now: its last good files.
package enum Retention: Equatable, Sendable {
    case nothing
    /// These, where they are live and the payload has no file of that path, above it or below it.
    case paths(Set<PayloadPath>)
    /// Every live file that the payload does not replace: all that can be said after a restart, when it is no longer
    /// known which source a file came from.
    case unclaimed
}
