import Glibc
import TestSupport
import Testing

@testable import Notifying

/// With a script in systemctl's place, which notes how it is called.
@Suite(.timeLimit(.minutes(1))) struct SystemctlTests {
    private let directory: TemporaryDirectory
    private let systemctl: Systemctl

    init() throws {
        directory = try TemporaryDirectory()
        let path = directory.path
        try directory.write(
            """
            #!/bin/sh
            echo "$*" >> \(path)/calls
            case "$1" in
            show) cat \(path)/properties ;;
            *) if test -f \(path)/error; then cat \(path)/error >&2; exit 1; fi
               if test -f \(path)/hang; then exec sleep 1000; fi ;;
            esac
            """,
            to: "systemctl"
        )
        chmod(directory.appending("systemctl"), 0o755)
        systemctl = Systemctl(path: directory.appending("systemctl"), timeout: .seconds(20))
        try properties(load: "loaded", active: "active")
    }

    private func properties(load: String, active: String, pid: Int32 = 0) throws {
        try directory.write("LoadState=\(load)\nActiveState=\(active)\nMainPID=\(pid)\n", to: "properties")
    }

    private var calls: [String] {
        get throws {
            let file = try ChildProcess("/bin/cat", [directory.appending("calls")])
            _ = try file.wait()
            return file.output.split(separator: "\n").map(String.init)
        }
    }

    private let nginx = "nginx.service"

    @Test(arguments: [Systemctl.Order.reload, .restart])
    func aUnitThatRunsIsTold(order: Systemctl.Order) async throws {
        #expect(try await systemctl.carryOut(order, try Sample.unit()) == .told)
        #expect(
            try calls == [
                "show --property=LoadState,ActiveState -- nginx.service",
                "--no-ask-password \(order.rawValue) -- nginx.service",
            ]
        )
    }

    @Test(arguments: [
        ("loaded", "inactive", "nginx.service does not run"), ("loaded", "failed", "nginx.service does not run"),
        ("not-found", "inactive", "nginx.service does not exist"),
    ])
    func aUnitThatDoesNotRunIsLeftAlone(load: String, active: String, reason: String) async throws {
        try properties(load: load, active: active)
        #expect(try await systemctl.carryOut(.reload, try Sample.unit()) == .skipped(reason))
        #expect(try calls.count == 1)
    }

    @Test func failuresSayWhatSystemctlSays() async throws {
        try directory.write("Job for nginx.service failed.\n\u{1b}[31mSee \"journalctl\"\n", to: "error")
        await #expect(throws: ActionFailure("Job for nginx.service failed.; \\x1b[31mSee \"journalctl\"")) {
            try await systemctl.carryOut(.reload, try Sample.unit())
        }
        let missing = Systemctl(path: directory.appending("none"))
        await #expect(throws: ActionFailure.self) { try await missing.carryOut(.reload, try Sample.unit()) }
    }

    @Test func aJobThatHangsIsGivenUp() async throws {
        try directory.write("", to: "hang")
        let impatient = Systemctl(path: systemctl.path, timeout: .seconds(1))
        await #expect(throws: ActionFailure("systemctl --no-ask-password: no end within 1.0 seconds")) {
            try await impatient.carryOut(.reload, try Sample.unit())
        }
    }

    @Test func theMainProcessOfAUnitIsSignalled() async throws {
        let sender = SignalSender(systemctl: systemctl)
        #expect(
            try await sender.send(.TERM, to: .unit(try Sample.unit())) == .skipped("nginx.service does not run")
        )
        let process = try ChildProcess("/bin/sleep", ["1000"])
        try properties(load: "loaded", active: "active", pid: process.pid)
        #expect(try await sender.send(.TERM, to: .unit(try Sample.unit())) == .told)
        #expect(try process.wait() == 128 + SIGTERM)
        #expect(try calls == Array(repeating: "show --property=MainPID -- nginx.service", count: 3))
    }
}
