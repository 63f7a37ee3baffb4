import LinuxSystem

extension TmpfsTree {
    package var isInPlace: Bool {
        guard let now = try? Directory(opening: path).status(), let own = try? root.status() else { return false }
        return now.device == own.device && now.inode == own.inode
    }

    /// The volumes that are there now in the node's layout, whoever made them; on a tmpfs of its own also
    /// those whose removal or first publish was interrupted. Groups are what the gates show.
    package func inventory() throws(PublishError) -> [VolumeTarget] {
        do throws(SystemError) {
            return try TreeSurvey.volumes(in: root, isOurs: isMounted)
        } catch {
            throw PublishError.system(error).within(path)
        }
    }

    /// Looks at the filesystem: what cannot be looked at is not live.
    package func isLive(_ target: VolumeTarget) -> Bool {
        do throws(SystemError) {
            let volume = try root.open(beneath: target.description)
            guard let name = GenerationName(entry: try volume.destination(ofLink: AtomicWriter.dataName)) else {
                return false
            }
            return try volume.status(of: name.entry).kind == .directory
        } catch {
            return false
        }
    }
}
