/// Which system calls to mount with.
package enum MountInterface: Hashable, Sendable {
    /// The mount API of Linux 5.2 and 5.12; `mount(2)` where the kernel has none of it.
    case automatic
    /// `mount(2)` alone.
    case legacy
}
