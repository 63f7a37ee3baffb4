import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct TmpfsMountTests {
    let scratch: TemporaryDirectory
    let path: String

    init() throws {
        scratch = try TemporaryDirectory()
        path = scratch.appending("volumes")
        mkdir(path, 0o700)
    }

    @Test(arguments: [MountInterface.automatic, .legacy])
    func attachesReadOnlyAndWritesThroughItsOwnMount(_ interface: MountInterface) throws {
        defer { umount2(path, Int32(MNT_DETACH)) }
        let ground = try Directory(opening: path)
        let parameters = TmpfsParameters(size: 1 << 20, mode: 0o711, uid: 12, gid: 34)
        try TmpfsMount.mount(parameters, on: ground, at: path, using: interface)
        let attached = try Directory(opening: path)
        #expect(try attached.isMountRoot())
        let status = try attached.status()
        #expect(status.mode == 0o711)
        #expect(status.uid == 12)
        #expect(status.gid == 34)
        let mount = try #require(try MountTable.mount(of: attached))
        #expect(mount.source == TmpfsMount.source)
        #expect(mount.isReadOnly)
        #expect(mount.filesystemOptions.contains("noswap"))
        #expect(mount.filesystemOptions.contains("size=1024k"))
        var raw = statvfs()
        try #require(fstatvfs(attached.rawValue, &raw) == 0)
        for flag in [ST_RDONLY, ST_NOSUID].map({ UInt($0) }) + [4, 8, 1024] {
            #expect(raw.f_flag & flag != 0, "nodev is 4, noexec 8, noatime 1024: \(flag)")
        }

        let root = try TmpfsMount.writableRoot(of: attached, at: path, using: interface)
        try root.makeDirectory("new", mode: 0o755)
        #expect(try attached.entries().map(\.name) == ["new"])
        #expect(throws: SystemError("mkdirat", "more", .readOnlyFileSystem)) {
            try attached.makeDirectory("more", mode: 0o755)
        }
        try root.write(UnsafeRawBufferPointer(start: nil, count: 0), to: "file", mode: 0o755)
        #expect(access(path + "/file", X_OK) == -1)

        // A second one, as after a restart; and both outlive the attached mount.
        let again = try TmpfsMount.writableRoot(of: attached, at: path, using: interface)
        try TmpfsMount.unmount(path)
        #expect(try !Directory(opening: path).isMountRoot())
        try again.unlink("file")
        try root.removeDirectory("new")
        #expect(try root.isEmpty())
    }

    @Test func resizesALiveTmpfs() throws {
        defer { umount2(path, Int32(MNT_DETACH)) }
        try TmpfsMount.mount(TmpfsParameters(size: 1 << 20), on: try Directory(opening: path), at: path)
        let attached = try Directory(opening: path)
        let root = try TmpfsMount.writableRoot(of: attached, at: path)
        try TmpfsMount.resize(attached, to: 2 << 20)
        #expect(try root.filesystem().totalBytes == 2 << 20)
        try [UInt8](repeating: 1, count: 1 << 20).withUnsafeBytes { try root.write($0, to: "large", mode: 0o600) }
        let error = #expect(throws: SystemError.self) { try TmpfsMount.resize(attached, to: 4096) }
        #expect(error?.errno == .invalidArgument)
        #expect(try MountTable.mount(of: attached)?.isReadOnly == true)
    }

    @Test func withoutTheRightItSaysSo() async throws {
        chmod(scratch.path, 0o755)
        await #expect(processExitsWith: .success) { [path = path as String] in
            try #require(setreuid(1234, 1234) == 0)
            try #require(!TmpfsMount.isPermitted)
            for interface in [MountInterface.automatic, .legacy] {
                let error = #expect(throws: SystemError.self) {
                    try TmpfsMount.mount(
                        TmpfsParameters(),
                        on: try Directory(opening: "/"),
                        at: path,
                        using: interface
                    )
                }
                try #require([.notPermitted, .permissionDenied].contains(error?.errno))
            }
        }
        #expect(TmpfsMount.isPermitted)
    }
}
