import CLinux
import Glibc
import LinuxSystem
import SystemPackage

/// Starts the command of a hook.
///
/// By a fork of our own and not by the library that runs systemctl: that one leaves the child the daemon's umask, which is
/// 0, so that whatever a hook writes would be for everybody.
enum HookStart {
    /// A hook that runs.
    struct Started: ~Copyable {
        /// Ours to wait for.
        let pid: Int32
        /// What it prints to.
        let output: OwnedFD
        let error: OwnedFD
    }

    private struct Pipe: ~Copyable {
        let ours: OwnedFD
        let theirs: OwnedFD

        init() throws(SystemError) {
            var ends: [Int32] = [-1, -1]
            guard clinux_hook_pipe(&ends) == 0 else { throw .last("pipe", "") }
            ours = OwnedFD(owning: ends[0])
            theirs = OwnedFD(owning: ends[1])
        }

        consuming func keepingOurs() -> OwnedFD { ours }
    }

    static func start(
        _ hook: HookCommand,
        _ change: PublishedChange,
        rule: String
    ) throws(ActionFailure) -> Started {
        let user = try HookUser(hook.user)
        do throws(SystemError) {
            let input = try document(change, rule: rule)
            let output = try Pipe()
            let errors = try Pipe()
            let environment = HookEnvironment.entries(change, rule: rule, home: user.home)
            let pid = user.groups.withUnsafeBufferPointer { groups in
                withCStrings([hook.path] + hook.arguments) { arguments in
                    withCStrings(environment) { environment in
                        var start = clinux_hook()
                        start.path = UnsafePointer(arguments[0])
                        start.input = input.rawValue
                        start.output = output.theirs.rawValue
                        start.error = errors.theirs.rawValue
                        start.switches_user = hook.user != nil && user.uid != geteuid() ? 1 : 0
                        start.user = user.uid
                        start.group = user.gid
                        start.groups = groups.baseAddress
                        start.group_count = groups.count
                        return arguments.withUnsafeBufferPointer { arguments in
                            environment.withUnsafeBufferPointer { environment in
                                start.arguments = arguments.baseAddress
                                start.environment = environment.baseAddress
                                return clinux_hook_start(&start)
                            }
                        }
                    }
                }
            }
            guard pid > 0 else { throw .last("exec", hook.path) }
            return Started(pid: pid, output: output.keepingOurs(), error: errors.keepingOurs())
        } catch {
            throw ActionFailure(error)
        }
    }

    /// A file in memory, so that a hook which does not read holds nobody up. One line, for those that read by lines.
    private static func document(_ change: PublishedChange, rule: String) throws(SystemError) -> OwnedFD {
        let descriptor = clinux_memory_file("change")
        guard descriptor >= 0 else { throw .last("memfd_create", "change") }
        let file = OwnedFD(owning: descriptor)
        var failure: SystemError?
        (ChangeDocument.bytes(change, rule: rule) + [UInt8(ascii: "\n")]).withUnsafeBytes { bytes in
            do throws(SystemError) { try file.write(bytes, subject: "change") } catch { failure = error }
        }
        if let failure { throw failure }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .last("lseek", "change") }
        return file
    }

    /// Lends `strings` as a null-terminated C array.
    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
