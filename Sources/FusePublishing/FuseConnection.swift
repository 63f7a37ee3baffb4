package import LinuxSystem

/// Where a tree's connection to the kernel and its memory come from, and where they are kept.
package struct FuseConnection: ~Copyable {
    /// The names under which the service manager keeps them.
    static let deviceName = "secretd-fuse"
    static let memoryName = "secretd-memory"

    let manager: ServiceManager?
    private var device: OwnedFD?
    private var memory: OwnedFD?

    /// - Parameters:
    ///   - manager: Who keeps both over a restart; nil where nobody does.
    ///   - kept: What it has kept. Descriptors of other names stay the caller's.
    package init(keptBy manager: ServiceManager?, _ kept: [KeptDescriptor]) {
        self.manager = manager
        for descriptor in kept {
            switch descriptor.name {
            case Self.deviceName: device = OwnedFD(owning: descriptor.rawValue)
            case Self.memoryName: memory = OwnedFD(owning: descriptor.rawValue)
            default: break
            }
        }
    }

    /// Both, once; nil where one is missing, which alone is of no use.
    mutating func take() -> Kept? {
        guard let device = device.take(), let memory = memory.take() else { return nil }
        return Kept(device: device, memory: memory)
    }

    struct Kept: ~Copyable {
        let device: OwnedFD
        let memory: OwnedFD
    }

    /// Lets the service manager forget what it has kept: the mount is not served any more.
    package static func letGo(_ manager: ServiceManager?) {
        manager?.letGo(of: deviceName)
        manager?.letGo(of: memoryName)
    }
}
