import Glibc
import LinuxSystem
import SystemPackage

extension TmpfsTree {
    /// Makes the symbolic link `linkPath`, outside of volumes, point to `destination`; atomically where it is there and
    /// points elsewhere. Parents are made, 0755.
    ///
    /// One caller at a time for one directory.
    /// - Throws: `occupied` where something else than a link is there; `EINVAL` for a component that is empty, `.`, or
    ///   starts with `..`.
    package func placeLink(at linkPath: [String], to destination: String) throws(PublishError) {
        guard let name = linkPath.last, linkPath.allSatisfy(VolumeTarget.isName) else {
            throw .system(SystemError("symlinkat", linkPath.joined(separator: "/"), .invalidArgument))
        }
        var place = path
        do throws(SystemError) {
            var parent = try root.open(".")
            for component in linkPath.dropLast() {
                place += "/\(component)"
                do throws(SystemError) {
                    try parent.makeDirectory(component, mode: 0o755)
                } catch let error where error.errno == .fileExists {
                    // As it should be, or `open` says otherwise.
                }
                parent = try parent.open(component)
            }
            place += "/\(name)"
            try self.place(name, to: destination, in: parent)
        } catch let error where [.fileExists, .notDirectory, .tooManySymbolicLinkLevels].contains(error.errno) {
            var raw = stat()
            let kind = lstat(place, &raw) == 0 ? "\(FileStatus(raw).kind)" : "something"
            throw .occupied(path: place, found: kind)
        } catch {
            throw .system(SystemError(error.call, place, error.errno))
        }
    }

    private func place(_ name: String, to destination: String, in parent: borrowing Directory) throws(SystemError) {
        do throws(SystemError) {
            try parent.makeLink(name, to: destination)
            return
        } catch let error where error.errno == .fileExists {
            guard try parent.status(of: name).kind == .link else { throw error }
        }
        if try parent.destination(ofLink: name).hasSameBytes(as: destination) { return }
        do throws(SystemError) {
            try parent.makeLink(AtomicWriter.temporaryName, to: destination)
        } catch let error where error.errno == .fileExists {
            try parent.unlink(AtomicWriter.temporaryName)
            try parent.makeLink(AtomicWriter.temporaryName, to: destination)
        }
        try parent.rename(AtomicWriter.temporaryName, to: name)
    }
}
