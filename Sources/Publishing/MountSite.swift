import LinuxSystem

/// What kind of mount a directory is the root of, if any.
struct MountSite {
    let isMountRoot: Bool
    let filesystem: Filesystem
    /// Nil where the mount table does not show it.
    let mount: MountTable.Mount?

    init(of directory: borrowing Directory, path: String) throws(PublishError) {
        do throws(SystemError) {
            isMountRoot = try directory.isMountRoot()
            filesystem = try directory.filesystem()
            mount = try MountTable.mount(of: directory)
        } catch {
            throw PublishError.system(error).within(path)
        }
    }

    /// Whether an earlier secretd, or a mount unit in its name, has mounted it.
    var isOurs: Bool {
        isMountRoot && filesystem.magic == Filesystem.tmpfs && mount?.source == TmpfsMount.source
    }

    var isReadOnly: Bool { mount?.isReadOnly ?? false }

    /// Whether the kernel may write its pages to swap.
    var maySwap: Bool { !(mount?.filesystemOptions.contains("noswap") ?? false) }

    var description: String {
        guard let mount else { return filesystem.name }
        return mount.source == mount.type ? mount.type : "\(mount.source) (\(mount.type))"
    }
}
