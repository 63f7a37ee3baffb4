import LinuxSystem
import SystemPackage

extension TmpfsTree {
    /// Makes the symbolic link `linkPath`, outside of volumes, point to `destination`; atomically where it is there and
    /// points elsewhere. Parents are made, 0755.
    ///
    /// One caller at a time for one directory.
    /// - Throws: `occupied` where something else than a link is there.
    package func placeLink(at linkPath: [String], to destination: String) throws(PublishError) {
        guard let name = linkPath.last else { return }
        let fullPath = "\(path)/\(linkPath.joined(separator: "/"))"
        do throws(SystemError) {
            var parent = try root.open(".")
            for component in linkPath.dropLast() {
                do throws(SystemError) {
                    try parent.makeDirectory(component, mode: 0o755)
                } catch  where error.errno == .fileExists {
                    // As it should be, or `open` says otherwise.
                }
                parent = try parent.open(component)
            }
            try place(name, to: destination, in: parent)
        } catch  where error.errno == .fileExists || error.errno == .notDirectory {
            throw .occupied(path: fullPath, found: "something else than a link")
        } catch {
            throw .system(SystemError(error.call, fullPath, error.errno))
        }
    }

    private func place(_ name: String, to destination: String, in parent: borrowing Directory) throws(SystemError) {
        do throws(SystemError) {
            try parent.makeLink(name, to: destination)
            return
        } catch  where error.errno == .fileExists {
            guard try parent.status(of: name).kind == .link else { throw error }
        }
        if try parent.destination(ofLink: name) == destination { return }
        do throws(SystemError) {
            try parent.makeLink(AtomicWriter.temporaryName, to: destination)
        } catch  where error.errno == .fileExists {
            try parent.unlink(AtomicWriter.temporaryName)
            try parent.makeLink(AtomicWriter.temporaryName, to: destination)
        }
        try parent.rename(AtomicWriter.temporaryName, to: name)
    }
}
