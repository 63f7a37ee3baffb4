import Glibc
import KubeObjects
import Logging
import TestSupport
import Testing

@testable import Notifying

/// The whole, with real commands and files.
@Suite(.timeLimit(.minutes(1))) struct NotifierTests {
    private let directory: TemporaryDirectory
    private let state: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        state = try TemporaryDirectory()
    }

    private func rule(_ script: String, debounce: Debounce = .none, attempts: Int = 5) -> NotifyRule {
        NotifyRule(
            name: "hook",
            action: .exec(HookCommand(path: "/bin/sh", arguments: ["-c", script])),
            debounce: debounce,
            attempts: attempts
        )
    }

    /// Does `body` with a notifier that runs, and ends it.
    private func running(
        _ rules: [NotifyRule],
        state: String?,
        requests: [UnitRequest] = [],
        _ body: (Notifier) async throws -> Void
    ) async throws -> [String] {
        let (logger, lines) = LineLog.logger()
        let rules = NotifyRules(rules: rules, unitRequests: requests)
        let notifier = Notifier(rules: rules, stateDirectory: state, logger: logger)
        let task = Task { await notifier.run() }
        do { try await body(notifier) } catch {
            task.cancel()
            await task.value
            throw error
        }
        task.cancel()
        await task.value
        return lines.all
    }

    @Test func aChangeIsToldLoggedAndReported() async throws {
        let lines = try await running([rule("exit 0")], state: state.path) { notifier in
            notifier.published(Sample.change("7"))
            await notifier.settled()
            let report = try #require(notifier.report().first)
            #expect(report.state == .told && report.generation == "7" && report.attempts == 1 && report.error == nil)
            #expect(report.action == "exec /bin/sh" && report.volume == Sample.tls && report.since > 0)
            #expect(notifier.summary() == NotifySummary(rules: 1, told: 1, actions: 1))
        }
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("info told action=exec /bin/sh generation=7 ms="), "\(lines)")
        #expect(lines[0].hasSuffix(" pod=default/web rule=hook volume=tls"))
    }

    @Test func aHookThatFailsTwiceIsToldInTheEnd() async throws {
        let file = directory.appending("tries")
        let script = "echo x >> \(file); test $(wc -l < \(file)) -ge 3"
        let lines = try await running([rule(script)], state: state.path) { notifier in
            notifier.published(Sample.change("1"))
            await notifier.settled()
            #expect(notifier.report().map(\.attempts) == [3] && notifier.report().map(\.state) == [.told])
        }
        #expect(lines.map { String($0.prefix(8)) } == ["warning ", "warning ", "info tol"])
    }

    @Test func theLastFailureIsAnError() async throws {
        let lines = try await running([rule("exit 9", attempts: 2)], state: nil) { notifier in
            notifier.published(Sample.change("1"))
            await notifier.settled()
            #expect(notifier.report().map(\.error) == ["exit code 9"] && notifier.summary().failed == 1)
        }
        #expect(lines[0].hasPrefix("warning without a state directory"))
        #expect(lines.last?.hasPrefix("error not told; given up") == true && lines.count == 3)
    }

    @Test func withoutAPlaceForOutcomesConsumersAreToldAllTheSame() async throws {
        let lines = try await running([rule("exit 0")], state: directory.appending("none")) { notifier in
            notifier.published(Sample.change("1"))
            await notifier.settled()
            #expect(notifier.report().map(\.state) == [.told])
        }
        #expect(lines.count == 2 && lines[0].hasPrefix("error what was told is forgotten"), "\(lines)")
    }

    @Test func outcomesThatCannotBeWrittenAreSaidOnceAndWrittenLater() async throws {
        let outcomes = state.appending("notify/outcomes")
        let lines = try await running([rule("exit 0")], state: state.path) { notifier in
            // In the way of the new file's name: such a rename is refused.
            mkdir(outcomes, 0o700)
            for generation in ["1", "2"] {
                notifier.published(Sample.change(generation))
                await notifier.settled()
            }
            rmdir(outcomes)
            notifier.published(Sample.change("3"))
            await notifier.settled()
        }
        #expect(lines.count { $0.hasPrefix("error who was told is not written down") } == 1, "\(lines)")
        #expect(lines.contains("notice who was told is written down again"))
        let cat = try ChildProcess("/bin/cat", [outcomes])
        _ = try cat.wait()
        #expect(cat.output.split(separator: "\n").last?.contains(#""generation":"3""#) == true)
    }

    /// A process that is killed leaves the file as it is then; the next one starts from such a file.
    @Test func whoIsKilledBetweenIntentAndOutcomeTellsAgain() async throws {
        let copy = try TemporaryDirectory()
        let start = try Ticks(directory.appending("start"))
        mkfifo(directory.appending("end"), 0o600)
        let end = open(directory.appending("end"), O_RDWR | O_CLOEXEC)
        defer { close(end) }
        let script = "echo > \(directory.appending("start")); head -n 1 \(directory.appending("end"))"
        _ = try await running([rule(script)], state: state.path) { notifier in
            notifier.published(Sample.change("1"))
            _ = await start.next()
            _ = try ChildProcess("/bin/cp", ["-r", state.appending("notify"), copy.path]).wait()
            write(end, "\n", 1)
            await notifier.settled()
        }
        let file = directory.appending("told")
        for (path, count) in [(copy.path, 1), (state.path, 1), (copy.path, 1)] {
            _ = try await running([rule("echo $SECRETD_GENERATION >> \(file)")], state: path) { notifier in
                notifier.published(Sample.change("1", isAdopted: true))
                await notifier.settled()
                #expect(notifier.report().map(\.state) == [.told])
            }
            let cat = try ChildProcess("/bin/cat", [file])
            _ = try cat.wait()
            #expect(cat.output == String(repeating: "1\n", count: count))
        }
    }

    @Test func aBurstIsToldInFewRuns() async throws {
        let file = directory.appending("runs")
        let debounce = Debounce(quiet: .milliseconds(100), cap: .seconds(1))
        let rule = rule("echo $SECRETD_GENERATION >> \(file)", debounce: debounce)
        _ = try await running([rule], state: state.path) { notifier in
            let start = ContinuousClock.now
            for number in 1...1000 { notifier.published(Sample.change("\(number)")) }
            print("1000 changes handed over in \(start.duration(to: .now))")
            await notifier.settled()
        }
        let cat = try ChildProcess("/bin/cat", [file])
        _ = try cat.wait()
        let runs = cat.output.split(separator: "\n")
        #expect(runs.count <= 3 && runs.last == "1000", "\(runs)")
    }

    @Test func refusedRequestsAreSaidOnce() async throws {
        let requests = [UnitRequest(namespaces: ["default"], units: [try Sample.unit()])]
        let lines = try await running([], state: state.path, requests: requests) { notifier in
            for _ in 0..<3 {
                notifier.pod(namespace: "default", name: "web", asksFor: ["nginx.service", "x\u{1b}.service"])
            }
            #expect(notifier.report().map(\.state) == [.refused])
            #expect(notifier.summary().refused == 1)
            await notifier.settled()
        }
        #expect(lines.count == 1 && lines[0].hasSuffix("pod=default/web unit=x\\x1b.service"), "\(lines)")
    }

    @Test func watchersOfTheStatusAreWoken() async throws {
        _ = try await running([rule("exit 0")], state: state.path) { notifier in
            let (news, bell) = AsyncStream.makeStream(of: Void.self)
            notifier.onReport { bell.yield() }
            notifier.published(Sample.change("1"))
            var iterator = news.makeAsyncIterator()
            while notifier.report().first?.state != .told { _ = await iterator.next() }
        }
    }

    /// Values are in the volume alone; what goes through here knows names.
    @Test func theFileOfOutcomesIsForItsOwnerAlone() async throws {
        _ = try await running(
            [rule("echo canary-value; echo canary-value >&2; exit 1", attempts: 1)],
            state: state.path
        ) {
            $0.published(Sample.change("1"))
            await $0.settled()
        }
        let list = try ChildProcess(
            "/usr/bin/stat",
            ["-c", "%a", state.appending("notify"), state.appending("notify/outcomes")]
        )
        _ = try list.wait()
        #expect(list.output == "700\n600\n")
        let cat = try ChildProcess("/bin/cat", [state.appending("notify/outcomes")])
        _ = try cat.wait()
        #expect(cat.output.contains("exit code 1") && !cat.output.contains("canary"))
    }
}
