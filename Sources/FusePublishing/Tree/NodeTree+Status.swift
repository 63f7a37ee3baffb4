import CFuse3
import Glibc
import KubeObjects
import Publishing

extension NodeTree {
    /// What `stat` says of `id`; nil where it is nothing any more.
    func status(of id: NodeID) -> stat? {
        guard let node = nodes[id] else { return nil }
        var status = stat()
        status.st_ino = UInt(id.rawValue)
        status.st_blksize = 4096
        status.st_nlink = 1
        switch node.kind {
        case .directory(let directory):
            status.st_mode = S_IFDIR | mode_t(directory.mode)
            status.st_uid = directory.uid
            status.st_gid = directory.gid
            // As every Unix has it: its name, its own dot, and the two dots of each directory in it.
            status.st_nlink = 2 + nlink_t(directory.children.values.count { self[directory: $0.id] != nil })
        case .file(let file):
            status.st_mode = S_IFREG | mode_t(file.mode)
            status.st_uid = file.uid
            status.st_gid = file.gid
            status.st_size = off_t(file.content.count)
            status.st_blocks = blkcnt_t((file.content.count + 511) / 512)
        case .link(let destination):
            status.st_mode = S_IFLNK | 0o777
            status.st_uid = owner.uid
            status.st_gid = owner.gid
            status.st_size = off_t(destination.utf8.count)
        }
        let seconds = node.modified / 1_000_000_000
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(node.modified % 1_000_000_000))
        status.st_mtim = time
        status.st_ctim = time
        status.st_atim = time
        return status
    }

    /// One name of a listing.
    struct Entry {
        var name: String
        var id: NodeID
        /// The file's type, as in `st_mode`.
        var type: mode_t
    }

    /// What is in the directory `id`, in an order that is the same in every process, for those who are in the middle of it
    /// when one takes over; nil where it is none.
    func entries(of id: NodeID) -> [Entry]? {
        guard let directory = self[directory: id], let node = nodes[id] else { return nil }
        var entries = [
            Entry(name: ".", id: id, type: S_IFDIR),
            Entry(name: "..", id: node.parent, type: S_IFDIR),
        ]
        entries.reserveCapacity(directory.children.count + 2)
        for child in directory.children.values {
            let type: mode_t
            switch nodes[child.id]?.kind {
            case .directory: type = S_IFDIR
            case .link: type = S_IFLNK
            case .file, nil: type = S_IFREG
            }
            entries.append(Entry(name: child.name, id: child.id, type: type))
        }
        return entries.sorted { $0.id.rawValue < $1.id.rawValue }
    }
}
