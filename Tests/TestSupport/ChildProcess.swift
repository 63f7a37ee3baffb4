package import Glibc

/// A real process under test: its output as lines that a test can wait for, and its end.
///
/// Whatever happens, it is killed when the value goes.
package final class ChildProcess {
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    package let pid: pid_t
    /// Everything that was written so far to standard output and standard error, in the order it came.
    package private(set) var output = ""
    private var unread = ""
    private let pipe: Int32
    private var status: Int32?

    /// Starts `path`; nothing is inherited but what is given here.
    ///
    /// - Parameter environment: Added to `PATH` and `HOME`.
    package init(_ path: String, _ arguments: [String], environment: [String: String] = [:], input: Int32? = nil) throws
    {
        var ends: [Int32] = [0, 0]
        // A socket pair, because a pipe that is born close-on-exec cannot be had from here.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw Failure(description: "socketpair: \(errno)") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        // As a shell would start it: whatever this thread blocks or ignores is not the child's.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var variables = environment
        for name in ["PATH", "HOME"] where variables[name] == nil {
            variables[name] = getenv(name).map { String(cString: $0) }
        }
        var child: pid_t = 0
        let code = withCStrings([path] + arguments) { argv in
            withCStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
                posix_spawnp(&child, path, &actions, &attributes, argv, envp)
            }
        }
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw Failure(description: "\(path): \(String(cString: strerror(code)))")
        }
        pid = child
        pipe = ends[0]
    }

    deinit {
        if status == nil {
            Glibc.kill(pid, SIGKILL)
            var code: Int32 = 0
            waitpid(pid, &code, 0)
        }
        close(pipe)
    }

    package func signal(_ number: Int32) { Glibc.kill(pid, number) }

    /// Waits for a line that satisfies `predicate`; those before it are passed over.
    @discardableResult
    package func line(
        within seconds: Double = 20,
        where predicate: (String) -> Bool
    ) throws -> String {
        let deadline = Deadline(seconds: seconds)
        while true {
            while let newline = unread.firstIndex(of: "\n") {
                let line = String(unread[..<newline])
                unread = String(unread[unread.index(after: newline)...])
                if predicate(line) { return line }
            }
            guard try readMore(until: deadline) else {
                throw Failure(description: "no such line; the output was:\n\(output)")
            }
        }
    }

    @discardableResult
    package func line(containing text: String, within seconds: Double = 20) throws -> String {
        try line(within: seconds) { $0.contains(text) }
    }

    /// Waits for the end of the process and of its output.
    ///
    /// - Returns: The exit code, or 128 and the signal's number.
    package func wait(within seconds: Double = 20) throws -> Int32 {
        let deadline = Deadline(seconds: seconds)
        while try readMore(until: deadline) {}
        guard !deadline.isPast else { throw Failure(description: "still running; the output was:\n\(output)") }
        return reap()
    }

    /// SIGKILL, and wait until it is gone.
    package func kill() {
        signal(SIGKILL)
        _ = reap()
    }

    private func reap() -> Int32 {
        if let status { return status }
        var code: Int32 = 0
        waitpid(pid, &code, 0)
        let result = code & 0x7f == 0 ? (code >> 8) & 0xff : 128 + (code & 0x7f)
        status = result
        return result
    }

    /// False at the end of the output or at the deadline.
    private func readMore(until deadline: Deadline) throws -> Bool {
        var poll = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        let ready = Glibc.poll(&poll, 1, deadline.millisecondsLeft)
        guard ready > 0 else { return ready < 0 && errno == EINTR }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(pipe, &buffer, buffer.count)
        guard count > 0 else { return false }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        output += text
        unread += text
        return true
    }
}

/// A point in time that a wait must not pass.
package struct Deadline {
    private let end: ContinuousClock.Instant

    package init(seconds: Double) {
        end = .now + .seconds(seconds)
    }

    package var isPast: Bool { .now >= end }

    /// For `poll`: never negative, rounded up.
    package var millisecondsLeft: Int32 {
        let left = ContinuousClock.Instant.now.duration(to: end).components
        return Int32(clamping: max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1))
    }
}

/// Lends `strings` as a null-terminated C array.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
