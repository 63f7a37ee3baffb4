/// Decides who may open a file, and takes note.
protocol Gatekeeper: Sendable {
    /// Called for every open, on the thread that serves the filesystem: must be quick.
    func admits(thread: Int32, uid: UInt32, gid: UInt32, to file: Node.Identity) -> Bool
}

/// Lets everybody in whom the file's mode lets in.
struct OpenDoor: Gatekeeper {
    func admits(thread: Int32, uid: UInt32, gid: UInt32, to file: Node.Identity) -> Bool { true }
}
