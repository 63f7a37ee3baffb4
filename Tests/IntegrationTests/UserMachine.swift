import Glibc
import TestSupport

/// A machine as a user without any right sees it: mounts of its own, and a `/dev/fuse` that everybody may open, as
/// distributions have it.
final class UserMachine {
    static let user = "65534"

    /// The user's.
    let directory: TemporaryDirectory
    /// Keeps the mounts for as long as the test runs.
    private let keeper: ChildProcess

    /// - Parameter deviceMode: Of `/dev/fuse`, octal; nil: there is none.
    init(deviceMode: String? = "0666") throws {
        directory = try TemporaryDirectory()
        chmod(directory.path, 0o755)
        guard chown(directory.path, 65534, 65534) == 0 else { throw TestEnvironmentError.open(directory.path, errno) }
        let device = deviceMode.map {
            "mknod -m \($0) /run/fuse c 10 229; touch /dev/fuse; mount --bind /run/fuse /dev/fuse;"
        }
        let script = """
            set -e
            mount -t tmpfs tmpfs /run
            mount -t tmpfs -o mode=0755 tmpfs /dev
            mknod -m 0666 /dev/null c 1 3
            \(device ?? "")
            echo ready
            exec sleep 600
            """
        keeper = try ChildProcess("unshare", ["--mount", "--propagation", "private", "sh", "-c", script])
        try keeper.line(containing: "ready")
    }

    /// Starts a program as the user.
    func run(_ program: String, _ arguments: [String], path: String = "/usr/bin:/bin") throws -> ChildProcess {
        let ids = ["--reuid", Self.user, "--regid", Self.user, "--clear-groups"]
        let inside = ["--target", "\(keeper.pid)", "--mount", "--wdns=\(directory.path)", "setpriv"] + ids
        return try ChildProcess("nsenter", inside + ["env", "PATH=\(path)", program] + arguments)
    }

    /// What a program has printed when it has ended, and its exit code.
    func result(_ program: String, _ arguments: String...) throws -> (code: Int32, output: String) {
        let process = try run(program, arguments)
        return (try process.wait(), process.output)
    }

    func save(_ text: String, as name: String) throws {
        let draft = directory.appending(".saving")
        try writeFile(text, to: draft)
        chown(draft, 65534, 65534)
        guard rename(draft, directory.appending(name)) == 0 else { throw TestEnvironmentError.write(name, errno) }
    }

    /// The filesystem types mounted at `name` of the directory.
    func mounts(at name: String) -> [String] {
        let place = directory.appending(name)
        return (contents(of: "/proc/\(keeper.pid)/mountinfo") ?? "").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 6, fields[4] == place, let hyphen = fields.firstIndex(of: "-") else { return nil }
            return String(fields[hyphen + 1])
        }
    }
}
