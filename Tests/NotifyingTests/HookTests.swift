import Glibc
import LinuxSystem
import TestSupport
import Testing

@testable import Notifying

@Suite(.timeLimit(.minutes(1))) struct HookTests {
    private func run(
        _ command: [String],
        _ change: PublishedChange = Sample.change("1"),
        user: String? = nil,
        timeout: Duration = .seconds(20)
    ) async throws -> (outcome: ActionOutcome, lines: [String]) {
        let (logger, lines) = LineLog.logger()
        let hook = HookCommand(path: command[0], arguments: Array(command.dropFirst()), user: user, timeout: timeout)
        let run = try HookRun(hook, change, rule: "hook", logger: logger)
        let outcome = await run.run()
        return (outcome, Self.printed(lines))
    }

    /// What the hook has printed.
    static func printed(_ lines: LineLog.Lines) -> [String] {
        lines.all.compactMap { line in
            guard let start = line.firstRange(of: "line="), let end = line.firstRange(of: " rule=hook") else {
                return nil
            }
            return String(line[start.upperBound..<end.lowerBound])
        }
    }

    @Test func theEnvironmentIsExactlyWhatIsPromised() async throws {
        setenv("SECRETD_TEST_CANARY", "canary", 1)
        let (outcome, lines) = try await run(["/usr/bin/env"], Sample.change("7", keys: ["a b", "tls.crt", "x\n"]))
        let home = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/"
        #expect(outcome == .told)
        #expect(
            lines.sorted() == [
                "HOME=\(home)", "LANG=C.UTF-8",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "SECRETD_GENERATION=7", "SECRETD_KEYS=a\\x20b tls.crt x\\n", "SECRETD_NAMESPACE=default",
                "SECRETD_PATH=/run/secretd/volumes/default/web/tls", "SECRETD_POD=web", "SECRETD_RULE=hook",
                "SECRETD_VOLUME=tls",
            ]
        )
        let unknown = try await run(["/usr/bin/env"], Sample.change("7", isAdopted: true))
        #expect(!unknown.lines.contains { $0.hasPrefix("SECRETD_KEYS") })
    }

    @Test(arguments: [(false, #"["tls.crt"]"#), (true, "null")])
    func standardInputIsOneDocumentAndItsEnd(isAdopted: Bool, keys: String) async throws {
        let (_, lines) = try await run(["/bin/cat"], Sample.change("7", isAdopted: isAdopted))
        #expect(
            lines == [
                #"{"generation":"7","keys":\#(keys),"namespace":"default","path":"/run/secretd/volumes/default/web/tls","#
                    + #""pod":"web","rule":"hook","volume":"tls"}"#
            ]
        )
    }

    @Test func nothingElseIsInherited() async throws {
        // One that a library forgot to mark.
        let forgotten = open("/dev/null", O_RDONLY)
        defer { close(forgotten) }
        // The last one is the directory that ls reads.
        #expect(try await run(["/bin/ls", "/proc/self/fd"]).lines == ["0", "1", "2", "3"])
        let text = "pwd; umask; ulimit -n; test $(cut -d ' ' -f 6 /proc/$$/stat) = $$ && echo leads"
        let (outcome, lines) = try await run(["/bin/sh", "-c", text])
        #expect(outcome == .told && lines == ["/", "0077", "1024", "leads"], "\(lines)")
    }

    @Test(.enabled(if: Requirement.root, "needs root to become another user"))
    func itRunsAsTheUserThatIsNamed() async throws {
        let (_, lines) = try await run(["/bin/sh", "-c", "id -u; id -g; id -G; cat; echo $HOME"], user: "nobody")
        #expect(lines.count == 5 && Array(lines.prefix(3)) == ["65534", "65534", "65534"], "\(lines)")
        #expect(lines.last == "/nonexistent")
        let missing = try await run(["/bin/true"], user: "no-such-user")
        #expect(missing.outcome == .failed("user no-such-user: there is none"))
    }

    @Test func failuresSayWhat() async throws {
        #expect(try await run(["/bin/sh", "-c", "echo why >&2; exit 3"]).outcome == .failed("exit code 3"))
        #expect(try await run(["/bin/sh", "-c", "echo why >&2; exit 3"]).lines == ["why"])
        #expect(try await run(["/bin/sh", "-c", "kill -KILL $$"]).outcome == .failed("ended by signal 9"))
        #expect(try await run(["/no/such/hook"]).outcome == .failed("exec /no/such/hook: No such file or directory"))
    }

    @Test func whatItPrintsIsBoundedAndPlain() async throws {
        let text = "printf '\\033[31mred\\n'; yes | head -n 100000; printf 'last'"
        let (outcome, lines) = try await run(["/bin/sh", "-c", text])
        #expect(outcome == .told && lines.count == 201)
        #expect(lines.first == "\\x1b[31mred" && lines.last == "… further lines are left out")
        let long = try await run(["/bin/sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x"])
        #expect(long.lines.map(\.utf8.count) == [1024])
    }

    private func isGone(_ pid: String) throws -> Bool {
        guard let number = Int32(pid), let process = try? ProcessHandle(opening: number) else { return true }
        return try Poll.readable([process.rawValue], timeout: .seconds(10))[0]
    }

    @Test func aHookThatHangsIsKilledWithItsGroup() async throws {
        let text = "trap '' TERM; (trap '' TERM; echo $$; exec sleep 1000) & echo $!; wait"
        let start = ContinuousClock.now
        let (outcome, lines) = try await run(["/bin/sh", "-c", text], timeout: .milliseconds(300))
        #expect(outcome == .failed("no end within 0.3 seconds; killed"))
        #expect(start.duration(to: .now) >= .milliseconds(2300))
        #expect(lines.count == 2)
        for pid in lines { #expect(try isGone(pid)) }
    }

    @Test func aHookThatHangsMayEndByItself() async throws {
        let text = "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.01; done"
        let (outcome, lines) = try await run(["/bin/sh", "-c", text], timeout: .milliseconds(500))
        #expect(outcome == .failed("no end within 0.5 seconds; killed") && lines.contains("bye"), "\(lines)")
    }

    @Test func whatAHookLeavesBehindGoesOn() async throws {
        let (outcome, lines) = try await run(["/bin/sh", "-c", "sleep 1000 & echo $!"])
        #expect(outcome == .told)
        let left = try #require(lines.first.flatMap { Int32($0) })
        let process = try ProcessHandle(opening: left)
        #expect(try process.executable().hasSuffix("/sleep"))
        try process.send(SIGKILL)
    }

    @Test func theEndOfTheDaemonIsTheEndOfTheHook() async throws {
        let (logger, lines) = LineLog.logger()
        let hook = HookCommand(path: "/bin/sleep", arguments: ["1000"], timeout: .seconds(1000))
        let run = try HookRun(hook, Sample.change("1"), rule: "hook", logger: logger)
        let task = Task { await run.run() }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(Self.printed(lines).isEmpty)
    }
}
