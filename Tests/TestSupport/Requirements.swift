import Glibc

/// What a test may need of the machine. Use with `.enabled(if:)` and a reason that shows.
package enum Requirement {
    /// Root, with the right to mount.
    package static let root: Bool = geteuid() == 0
}
