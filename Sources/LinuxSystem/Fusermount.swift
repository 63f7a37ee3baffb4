import CLinux
import Glibc
import SystemPackage

/// Mounting and unmounting FUSE as a user who may not mount: through the set-user-id program `fusermount3`.
///
/// Source: man 1 fusermount3; libfuse lib/mount.c for how it hands the descriptor over: through the socket whose number
/// is in `_FUSE_COMMFD`.
package enum Fusermount {
    /// Why it did not work.
    package enum Failure: Error, Hashable, Sendable {
        /// There is no such program on `PATH`.
        case missing
        /// What the program wrote to standard error, without its name.
        case refused(String)
        case system(SystemError)
    }

    /// Mounts on `path` and gives the connection: for this user alone, writable as far as the kernel is concerned, and
    /// with no check of file modes: that is the server's business.
    package static func mount(on path: String) throws(Failure) -> OwnedFD {
        let options = "fsname=\(TmpfsMount.source),subtype=secretd,nosuid,nodev,noexec,noatime"
        let pair = try makePair()
        try run(["-o", options, "--", path], communicatingOver: pair.theirs.rawValue)
        let ours = pair.keepingOurs()
        var byte: UInt8 = 0
        var count = 1
        let device = clinux_receive_descriptor(ours.rawValue, &byte, &count)
        guard device >= 0 else { throw .system(.last("recvmsg", "fusermount3")) }
        _ = fcntl(device, F_SETFL, fcntl(device, F_GETFL) | O_NONBLOCK)
        return OwnedFD(owning: device)
    }

    /// Takes the mount at `path` away, also while somebody uses it.
    package static func unmount(_ path: String) throws(Failure) {
        try run(["-u", "-q", "-z", "--", path], communicatingOver: nil)
    }

    /// The number that the socket has in the program, by `posix_spawn`'s own hands so that only it inherits it.
    private static let socketNumber: Int32 = 4

    private static func run(_ arguments: [String], communicatingOver socket: Int32?) throws(Failure) {
        let pair = try makePair()
        let process = try spawn(arguments, socket: socket, errors: pair.theirs.rawValue)
        let reading = pair.keepingOurs()
        var text = [UInt8](repeating: 0, count: 4096)
        let count = text.withUnsafeMutableBytes { (try? reading.read(into: $0, subject: "")) ?? 0 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, Glibc.errno == EINTR {}
        // An exit code is in the second byte; anything in the lowest seven bits is a signal.
        guard status != 0 else { return }
        let lines = String(decoding: text[..<count], as: UTF8.self).split(separator: "\n")
        let message = lines.last.map { line in
            line.hasPrefix("fusermount3: ") ? String(line.dropFirst("fusermount3: ".count)) : String(line)
        }
        throw .refused(message ?? "status \(status)")
    }

    private static func makePair() throws(Failure) -> SocketPair {
        do throws(SystemError) { return try SocketPair() } catch { throw .system(error) }
    }

    private static func spawn(_ arguments: [String], socket: Int32?, errors: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        if let socket { posix_spawn_file_actions_adddup2(&actions, socket, socketNumber) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // A group of its own: ^C while it works is not meant for it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let argv: [UnsafeMutablePointer<CChar>?] = (["fusermount3"] + arguments).map { strdup($0) }
        let variables = ["PATH=\(path)", "_FUSE_COMMFD=\(socketNumber)"]
        let environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) }
        defer { for pointer in argv + environment { free(pointer) } }
        var process = pid_t()
        let code = posix_spawnp(&process, "fusermount3", &actions, &attributes, argv + [nil], environment + [nil])
        guard code == 0 else {
            throw code == ENOENT ? .missing : .system(SystemError("posix_spawn", "fusermount3", Errno(rawValue: code)))
        }
        return process
    }
}

extension Fusermount.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing: "fusermount3 is not installed"
        case .refused(let message): "fusermount3: \(message)"
        case .system(let error): "\(error)"
        }
    }
}
