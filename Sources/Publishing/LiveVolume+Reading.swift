import KubeObjects
import LinuxSystem
import Projection
import SystemPackage

extension LiveVolume {
    /// Reads a generation back from the filesystem; a name that is no directory gives an empty volume.
    ///
    /// A file whose mode, owner and size are those that `payload` wants is compared byte by byte, and shares the
    /// payload's bytes when they are equal. Any other file's bytes stay unread and unknown.
    init(
        reading name: GenerationName,
        in root: borrowing Directory,
        for payload: Payload,
        owner: FileOwner
    ) throws(SystemError) {
        let directory: Directory
        do throws(SystemError) {
            directory = try root.open(name.entry)
        } catch  where [.noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels].contains(error.errno) {
            return
        }
        generation = name
        let status = try directory.status()
        group = status.mode & 0o2000 == 0 ? nil : status.gid
        let wanted = Dictionary(payload.files.map { ($0.path, $0) }, uniquingKeysWith: { _, last in last })
        try read(directory, below: "", wanted, owner)
        files.sort { $0.path < $1.path }
    }

    private mutating func read(
        _ directory: borrowing Directory,
        below prefix: String,
        _ wanted: [PayloadPath: PayloadFile],
        _ owner: FileOwner
    ) throws(SystemError) {
        let status = try directory.status()
        let entries = try directory.entries()
        let isOurs =
            status.uid == owner.uid && status.gid == group ?? owner.processGid
            && status.mode == (group == nil ? 0o755 : 0o2755)
        // A generation without a file is an empty volume; a directory without one is nobody's.
        if !isOurs || (entries.isEmpty && !prefix.isEmpty) { isIrregular = true }
        for entry in entries {
            guard let path = try? PayloadPath(prefix + entry.name), path.text == prefix + entry.name else {
                isIrregular = true
                continue
            }
            switch entry.kind {
            case .file:
                files.append(try Self.file(entry.name, at: path, in: directory, wanted[path], owner))
            case .directory:
                try read(try directory.open(entry.name), below: path.text + "/", wanted, owner)
            case .link, .special:
                isIrregular = true
            }
        }
    }

    private static func file(
        _ name: String,
        at path: PayloadPath,
        in directory: borrowing Directory,
        _ wanted: PayloadFile?,
        _ owner: FileOwner
    ) throws(SystemError) -> LiveFile {
        let status = try directory.status(of: name)
        var file = LiveFile(
            path: path,
            content: nil,
            size: status.size,
            mode: status.mode,
            uid: status.uid,
            gid: status.gid
        )
        guard let wanted, wanted.mode == file.mode, wanted.content.count == file.size,
            wanted.uid ?? owner.uid == file.uid, wanted.gid ?? owner.gid == file.gid
        else { return file }
        let descriptor = try directory.openForReading(name)
        let content = try SecretBytes(capacity: file.size) { (buffer) throws(SystemError) in
            try descriptor.read(into: buffer, subject: path.text)
        }
        if content == wanted.content { file.content = wanted.content }
        return file
    }
}
