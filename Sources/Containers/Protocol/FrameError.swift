package import LinuxSystem

/// Why a message did not go or come through a `FrameChannel`.
package enum FrameError: Error, Hashable, Sendable {
    case system(SystemError)
    /// More bytes than `FrameChannel.largest`.
    case tooLarge(bytes: Int)
    /// The other end closed in the middle of a message.
    case cutOff
}

extension FrameError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .tooLarge(let bytes): "a message of \(bytes) bytes is more than the \(FrameChannel.largest) allowed"
        case .cutOff: "the connection ended in the middle of a message"
        }
    }
}
