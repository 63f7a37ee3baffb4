import Glibc
import LinuxSystem
import TestSupport
import Testing

@testable import Notifying

/// Says `got` for every USR1, and writes a byte to the pipe beside.
private let listener = """
    import os, signal, sys
    pipe = os.open(sys.argv[1], os.O_RDWR)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.write(1, b'ready\\n')
    while True:
        signal.sigwait({signal.SIGUSR1})
        os.write(pipe, b'.')
        os.write(1, b'got\\n')
    """

@Suite(.timeLimit(.minutes(1))) struct SignalTests {
    private let directory: TemporaryDirectory
    private let process: ChildProcess
    private let ticks: Ticks
    private var path: String { directory.appending("x.pid") }

    init() throws {
        directory = try TemporaryDirectory()
        ticks = try Ticks(directory.appending("ticks"))
        process = try ChildProcess("/usr/bin/python3", ["-c", listener, directory.appending("ticks")])
        try process.line(containing: "ready")
        try directory.write("\(process.pid)\n", to: "x.pid")
    }

    private func send(executable: String? = nil, beforeCheck: () -> Void = {}) throws -> ActionOutcome {
        try SignalSender.send(.USR1, toProcessIn: path, running: executable, beforeCheck: beforeCheck)
    }

    private func refusal(executable: String? = nil, beforeCheck: () -> Void = {}) -> String? {
        do { return "\(try send(executable: executable, beforeCheck: beforeCheck))" } catch {
            return (error as? ActionFailure)?.text.replacing(directory.path + "/", with: "")
        }
    }

    @Test func theProcessOfThePidFileIsSignalled() throws {
        #expect(try send() == .told)
        try process.line(containing: "got")
        let executable = try ProcessHandle(opening: process.pid).executable()
        #expect(try send(executable: executable) == .told)
        try process.line(containing: "got")
    }

    @Test func anotherExecutableIsRefused() {
        #expect(refusal(executable: "/usr/sbin/nginx") == "x.pid: process \(process.pid) runs another executable")
    }

    /// The number was given to another process after the file was written.
    @Test func aProcessThatIsYoungerThanTheFileIsRefused() {
        let past = timeval(tv_sec: time(nil) - 3600, tv_usec: 0)
        utimes(path, [past, past])
        #expect(refusal()?.hasPrefix("x.pid: process \(process.pid) is younger than the file, or the clock") == true)
    }

    @Test func aFileThatChangesMeanwhileIsRefused() throws {
        let path = path
        #expect(refusal { try? writeFile("1234\n", to: path) } == "x.pid has changed meanwhile")
        let text = "\(process.pid)\n"
        try writeFile(text, to: path)
        #expect(refusal { unlink(path) } == "x.pid has changed meanwhile")
    }

    @Test(arguments: ["", "x", "-5", "0", "1", "99999999999", "12 13"])
    func whatIsNoNumberOfAProcessIsRefused(text: String) throws {
        try directory.write(text, to: "x.pid")
        #expect(refusal() == "x.pid: holds no process's number")
    }

    @Test func aFileThatOthersMayWriteToIsRefused() {
        for mode: mode_t in [0o666, 0o664, 0o646] {
            chmod(path, mode)
            #expect(refusal() == "x.pid: others than its owner may write to it")
        }
    }

    @Test func aLinkIsNotFollowed() throws {
        rename(path, directory.appending("y.pid"))
        symlink("y.pid", path)
        #expect(throws: ActionFailure.self) { try send() }
    }

    @Test(.enabled(if: Requirement.root, "needs root to own files"))
    func aFileOfAnotherUserIsRefused() {
        chown(path, 1234, 0)
        #expect(refusal() == "x.pid: belongs neither to root nor to the user of process \(process.pid)")
    }

    @Test func nobodyToTellIsNoFailure() throws {
        process.kill()
        #expect(try send() == .skipped("\(path): process \(process.pid) does not run"))
        unlink(path)
        #expect(try send() == .skipped("\(path) does not exist"))
    }

    @Test func signalsComeSoonAfterTheChange() async throws {
        let (logger, _) = LineLog.logger()
        let rule = NotifyRule(name: "x", action: .signal(.USR1, .pidFile(path, executable: nil)))
        let state = try TemporaryDirectory()
        let notifier = Notifier(rules: NotifyRules(rules: [rule]), stateDirectory: state.path, logger: logger)
        let running = Task { await notifier.run() }
        var latencies: [Duration] = []
        for number in 1...200 {
            let start = ContinuousClock.now
            notifier.published(Sample.change("\(number)"))
            latencies.append(start.duration(to: try #require(await ticks.next())))
            await notifier.settled()
        }
        running.cancel()
        await running.value
        latencies.sort()
        print("publish to signal, 200 times: p50 \(latencies[100]), p95 \(latencies[190]), most \(latencies[199])")
        #expect(latencies[190] <= .milliseconds(50))
        #expect(notifier.summary().actions == 200)
    }
}
