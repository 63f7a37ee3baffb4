import LinuxSystem

/// One change that the writer has just made to the filesystem.
///
/// Tests stop or kill the process after each of them, to show that every state in between is a good one.
enum WriterStep: Hashable, Sendable {
    case madeParent(String)
    case changedOwner(String)
    case changedMode(String)
    case swept(String)
    case madeGeneration
    case madeDirectory(String)
    case created(String)
    case wrote(String)
    case linked(String)
    case madeLink(String)
    case madeMountPoint(String)
    case madeTemporaryLink
    /// `..data` names the new generation: all files are new from here on.
    case committed
    case removedLink(String)
    case removedMountPoint(String)
    case removedFile(String)
    case removedDirectory(String)
    case removedGeneration
    /// A volume's `..data` is gone: all its files are.
    case removedData
    case removedRoot
    case removedParent(String)
}

/// Called after each step. It may throw, as if the step had failed. Nil costs nothing.
typealias WriterProbe = @Sendable (WriterStep) throws(SystemError) -> Void
