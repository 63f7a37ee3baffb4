package import LinuxSystem

/// What keeps a second process out of a tree, for as long as the value lives.
package struct TreeLocks: ~Copyable, Sendable {
    /// On the directory that the path named when the tree was opened.
    let ground: DirectoryLock
    /// On the root of the tmpfs, where this process has mounted it over that directory.
    let mount: DirectoryLock?

    package static func lock(_ directory: borrowing Directory, path: String) throws(PublishError) -> DirectoryLock {
        do throws(DirectoryLock.Failure) {
            return try DirectoryLock(directory)
        } catch {
            switch error {
            case .held(let pid): throw .inUse(path: path, pid: pid)
            case .system(let error): throw PublishError.system(error).within(path)
            }
        }
    }
}
