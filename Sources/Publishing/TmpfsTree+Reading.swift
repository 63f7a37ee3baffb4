import KubeObjects
import LinuxSystem
package import Projection
import SystemPackage

extension TmpfsTree: LiveReader {
    package func read(
        _ path: PayloadPath,
        in target: VolumeTarget,
        limit: Int
    ) throws(PublishError) -> LiveContent? {
        try target.check()
        do throws(SystemError) {
            while true {
                guard
                    let volume = try whereThere({ () throws(SystemError) in try root.open(beneath: target.description) }
                    ),
                    let link = try whereThere({ () throws(SystemError) in
                        try volume.destination(ofLink: AtomicWriter.dataName)
                    }),
                    let name = GenerationName(entry: link)
                else { return nil }
                if let bytes = try read(path.text, of: name, in: volume, limit) {
                    return LiveContent(bytes: bytes, generation: name)
                }
                // An older generation may have gone while it was read; the live one never does.
                let now = try whereThere { () throws(SystemError) in
                    try volume.destination(ofLink: AtomicWriter.dataName)
                }
                if now == link { return nil }
            }
        } catch {
            throw PublishError.system(error).within("\(self.path)/\(target)")
        }
    }

    private func read(
        _ path: String,
        of name: GenerationName,
        in volume: borrowing Directory,
        _ limit: Int
    ) throws(SystemError) -> SecretBytes? {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let parent = name.entry + (slash.map { "/\(path[..<$0])" } ?? "")
        let last = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        do throws(SystemError) {
            let file = try volume.open(beneath: parent).openForReading(last)
            let status = try file.status(subject: path)
            guard status.kind == .file else { return nil }
            guard status.size <= limit else { throw SystemError("read", path, .fileTooLarge) }
            return try SecretBytes(capacity: status.size) { (buffer) throws(SystemError) in
                try file.read(into: buffer, subject: path)
            }
        } catch let error where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            return nil
        }
    }
}

/// Nil where nothing is there.
private func whereThere<Value: ~Copyable>(
    _ body: () throws(SystemError) -> Value
) throws(SystemError) -> Value? {
    do throws(SystemError) {
        return try body()
    } catch let error where error.errno == .noSuchFileOrDirectory {
        return nil
    }
}
