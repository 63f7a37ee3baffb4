import KubeObjects
import LinuxSystem

/// Why a file was not read.
enum ManifestRefusal: Error, Hashable, Sendable {
    /// It is no regular file but this.
    case notRegular(SpecialFile)
    /// Its size in bytes.
    case tooLarge(Int)
    case empty
    /// A symlink that leads nowhere.
    case dangling
    /// Somebody has it open for writing.
    case beingWritten
    case system(SystemError)

    func problem(at path: String) -> FeedProblem {
        switch self {
        case .notRegular(let kind):
            FeedProblem(.error, origin: path, message: "is \(kind.rawValue), not a regular file")
        case .tooLarge(let size):
            FeedProblem(.error, origin: path, message: "has \(size) bytes; the limit is \(Manifest.maximumSize)")
        case .empty: FeedProblem(.error, origin: path, message: "is empty; remove the file to remove its objects")
        case .dangling: FeedProblem(.error, origin: path, message: "is a symlink that leads nowhere")
        case .beingWritten:
            FeedProblem(.error, origin: path, message: "is being written; it is read when its writer closes it")
        case .system(let error): FeedProblem(.error, origin: path, message: "\(error.call): \(error.errno)")
        }
    }
}
