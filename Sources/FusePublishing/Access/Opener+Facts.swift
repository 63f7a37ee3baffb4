extension Opener {
    /// What to read about a process. Each costs a few microseconds of the open that waits for it.
    package struct Facts: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `pid`, which FUSE does not give: it gives a thread.
        package static let threadGroup = Facts(rawValue: 1 << 0)
        /// `executable`
        package static let executable = Facts(rawValue: 1 << 1)
        /// `cgroup`, `unit` and `container`
        package static let cgroup = Facts(rawValue: 1 << 2)

        package static let all: Facts = [.threadGroup, .executable, .cgroup]
    }
}
