/// Who opens a file: the ids that the kernel gave with the request, and what `/proc` says about the process.
package struct Opener: Hashable, Sendable {
    /// The process, which is a thread group to Linux. 0 where it is not known: a process of a pid namespace that this
    /// one cannot see, or one that has ended.
    package var pid: Int32
    package var uid: UInt32
    package var gid: UInt32
    /// The path of the running program as its own mount namespace has it. Bytes that are no UTF-8 are U+FFFD.
    ///
    /// A name, not a proof: whoever may make a mount namespace, in a container or in a user namespace of his own, can
    /// put any program at any path in there.
    package var executable: String?
    /// The path below the root of the control groups.
    package var cgroup: String?
    /// The systemd unit, as `CgroupPath.unit` has it.
    package var unit: String?
    /// The container's id, 64 hexadecimal digits.
    package var container: String?

    package init(
        pid: Int32,
        uid: UInt32,
        gid: UInt32,
        executable: String? = nil,
        cgroup: String? = nil,
        unit: String? = nil,
        container: String? = nil
    ) {
        self.pid = pid
        self.uid = uid
        self.gid = gid
        self.executable = executable
        self.cgroup = cgroup
        self.unit = unit
        self.container = container
    }

    /// Whether the control group could be read. A process in the root group has no unit, and that is known of it.
    var isUnitKnown: Bool { cgroup != nil || unit != nil }
}
