import ArgumentParser
import LinuxSystem

/// How `secretd mount` shows the files.
enum MountBackend: String, ExpressibleByArgument, CaseIterable {
    case auto
    case tmpfs
    case fuse

    /// `auto` is tmpfs for whoever may mount.
    var usesFuse: Bool {
        switch self {
        case .auto: !TmpfsMount.isPermitted
        case .tmpfs: false
        case .fuse: true
        }
    }
}
