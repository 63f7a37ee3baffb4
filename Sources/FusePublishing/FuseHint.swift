import LinuxSystem
import SystemPackage

/// What a person can do where FUSE cannot be used.
enum FuseHint {
    private static let otherWay =
        "; or without FUSE, in a user namespace of your own: unshare --user --map-root-user --mount, and in the shell that "
        + "it starts the same command with --backend tmpfs (only that shell and its children see the files)"

    static func message(for error: SystemError) -> String {
        switch error.errno {
        case .noSuchFileOrDirectory, .noSuchAddressOrDevice:
            "FUSE is not available: \(error). Load the kernel's module (modprobe fuse), or use --backend tmpfs"
        case .permissionDenied where error.call == "openat", .notPermitted where error.call == "openat":
            "FUSE is not allowed here: \(error). As root: chmod 0666 /dev/fuse\(otherWay)"
        case .noFunction:
            "FUSE needs Linux 5.12 or newer here: \(error). Use --backend tmpfs"
        default:
            "FUSE cannot be mounted: \(error)"
        }
    }

    static func message(for failure: Fusermount.Failure) -> String {
        switch failure {
        case .missing:
            "fusermount3 is not installed, and mounting by oneself needs root: apt-get install fuse3\(otherWay)"
        case .refused, .system:
            "FUSE cannot be mounted: \(failure)\(otherWay)"
        }
    }
}
