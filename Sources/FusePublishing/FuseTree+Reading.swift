import KubeObjects
import LinuxSystem
package import Projection
package import Publishing
import Synchronization
import SystemPackage

extension FuseTree: LiveReader {
    /// From memory: the daemon must not wait for its own filesystem.
    package func read(
        _ path: PayloadPath,
        in target: VolumeTarget,
        limit: Int
    ) throws(PublishError) -> LiveContent? {
        let key = NameBytes(target.description)
        guard let generation = books.withLock({ $0.volumes[key]?.generation }),
            let file = generation.files.first(where: { $0.live.path == path }), let bytes = file.live.content
        else { return nil }
        guard bytes.count <= limit else {
            throw .system(SystemError("read", "\(self.path)/\(target)/\(path.text)", .fileTooLarge))
        }
        return LiveContent(bytes: bytes, generation: generation.name)
    }
}
