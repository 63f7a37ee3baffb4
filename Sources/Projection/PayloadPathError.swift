/// Why a text cannot be the path of a file in a volume.
///
/// The messages are those of kubelet's writer where it has one.
/// Source: kubelet pkg/volume/util/atomic_writer.go validatePath.
package enum PayloadPathError: Error, Hashable, Sendable {
    case empty(String)
    case absolute(String)
    case tooLong
    case componentTooLong
    case backstep(String)
    case reserved(String)
    /// A NUL byte ends a name for the kernel.
    case containsNUL
}

extension PayloadPathError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty(let path): "invalid path: must not be empty: \"\(path)\""
        case .absolute(let path): "invalid path: must be relative path: \(path)"
        case .tooLong: "invalid path: must be less than or equal to 4096 characters"
        case .componentTooLong: "invalid path: filenames must be less than or equal to 255 characters"
        case .backstep(let path): "invalid path: must not contain '..': \(path)"
        case .reserved(let path): "invalid path: must not start with '..': \(path)"
        case .containsNUL: "invalid path: must not contain a NUL byte"
        }
    }
}
