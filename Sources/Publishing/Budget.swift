package import LinuxSystem

/// Whether another generation fits, decided before its first byte is written.
package struct Budget: Equatable, Sendable {
    /// What all files of the volume take, each rounded up to pages; bytes.
    package var volumeBytes = 0
    /// What has to be written anew; linked files take no second page.
    package var newBytes = 0
    /// Names that have to be made: tmpfs counts a hard link like a file.
    var newInodes = 0

    /// - Parameters:
    ///   - links: Links that have to be made in the volume's root.
    ///   - pageSize: In bytes, a power of two.
    package init(_ next: NextGeneration, directories: Int, links: Int, pageSize: Int) {
        for (file, origin) in zip(next.files, next.origins) {
            let rounded = (file.size + pageSize - 1) & ~(pageSize - 1)
            volumeBytes += rounded
            if origin == .written || origin == .copied { newBytes += rounded }
        }
        // And the generation's own directory and `..data_tmp`.
        newInodes = next.files.count + directories + links + 2
    }

    /// - Parameter limit: The most one volume may take, in bytes.
    /// - Throws: `overLimit`, `noSpace`.
    package func check(limit: Int, filesystem: Filesystem, target: String) throws(PublishError) {
        guard volumeBytes <= limit else { throw .overLimit(target: target, needed: volumeBytes, limit: limit) }
        let freeBytes = filesystem.freeBytes ?? Int.max
        let freeInodes = filesystem.freeInodes ?? Int.max
        guard newBytes <= freeBytes, newInodes <= freeInodes else {
            throw .noSpace(
                target: target,
                neededBytes: newBytes,
                freeBytes: freeBytes,
                neededInodes: newInodes,
                freeInodes: freeInodes
            )
        }
    }
}
