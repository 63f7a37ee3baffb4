import Glibc
import SystemPackage

/// The same mounts through `mount(2)`, which cannot make a detached one: it is made at a private directory beside the
/// target, opened, and detached again.
enum LegacyMount {
    private static let flags = UInt(MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME)

    /// Source: man 2 mount.
    static func mountTmpfs(_ parameters: TmpfsParameters, at path: String) throws(SystemError) {
        try withPrivateDirectory(beside: path) { (point) throws(SystemError) in
            try mountTmpfs(parameters, privatelyAt: point)
            defer { _ = umount2(point, Int32(MNT_DETACH)) }
            // Between these two calls the mount at `path` is writable, for root alone and while it is empty.
            try mount(point, path, nil, UInt(MS_BIND), nil)
            do throws(SystemError) {
                try mount(nil, path, nil, UInt(MS_REMOUNT | MS_BIND | MS_RDONLY) | flags, nil)
            } catch {
                _ = umount2(path, Int32(MNT_DETACH))
                throw error
            }
        }
    }

    static func writableRoot(at path: String) throws(SystemError) -> Directory {
        try withPrivateDirectory(beside: path) { (point) throws(SystemError) -> Directory in
            try mount(path, point, nil, UInt(MS_BIND), nil)
            defer { _ = umount2(point, Int32(MNT_DETACH)) }
            try mount(nil, point, nil, UInt(MS_REMOUNT | MS_BIND) | flags, nil)
            return try Directory(opening: point)
        }
    }

    /// Without the options one after the other that an older kernel does not know; it says `EINVAL` for all of them.
    private static func mountTmpfs(
        _ parameters: TmpfsParameters,
        privatelyAt point: String
    ) throws(SystemError) {
        let common = parameters.common.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        let optional = [",huge=never,inode64,noswap", ",noswap", ",huge=never,inode64", ""]
        var refused: SystemError?
        for options in optional {
            do throws(SystemError) {
                try mount(TmpfsMount.source, point, "tmpfs", flags, common + options)
                return
            } catch let error where error.errno == .invalidArgument {
                refused = error
            }
        }
        throw refused ?? SystemError("mount", point, .invalidArgument)
    }

    private static func withPrivateDirectory<Result: ~Copyable>(
        beside path: String,
        _ body: (String) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        let slash = path.lastIndex(of: "/")
        let parent = slash.map { path[...$0] } ?? ""
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let point = "\(parent).\(name).secretd"
        // Left over from a kill; the caller holds the lock of `path`, so it is nobody else's.
        _ = umount2(point, Int32(MNT_DETACH))
        _ = rmdir(point)
        guard mkdir(point, 0o700) == 0 else { throw .last("mkdir", point) }
        defer { rmdir(point) }
        return try body(point)
    }

    private static func mount(
        _ source: String?,
        _ target: String,
        _ type: String?,
        _ flags: UInt,
        _ options: String?
    ) throws(SystemError) {
        guard Glibc.mount(source, target, type, flags, options) == 0 else { throw .last("mount", target) }
    }
}
