import Foundation
import Glibc
import TestSupport
import Testing

/// Notify rules of the real daemon. With systemd's units: SystemdTests.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct NotifyTests {
    /// Prints a line with the time, in nanoseconds of the monotonic clock, for each SIGUSR1.
    private static let consumer = """
        import os, signal, sys, time
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        with open(sys.argv[1], "w") as file: file.write(str(os.getpid()))
        print("ready", flush=True)
        while True:
            signal.sigwait([signal.SIGUSR1])
            print("told", time.monotonic_ns(), flush=True)
        """

    private func node(_ rules: String) throws -> (TestNode, String) {
        let node = try TestNode()
        let configuration = node.directory.appending("config.yaml")
        try writeFile("notify:\n\(rules)\n", to: configuration)
        return (node, configuration)
    }

    private func status(_ node: TestNode) throws -> String {
        let command = try ChildProcess(
            Binary.secretd,
            ["status", "-o", "json", "--socket", node.socket]
        )
        _ = try command.wait()
        return command.output
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    @Test func aSignalComesWithinMillisecondsOfTheWrite() throws {
        let scratch = try TemporaryDirectory()
        let pidFile = scratch.appending("pid")
        let (node, configuration) = try node(
            "- {name: app, what: {pods: [web]}, signal: {name: USR1, pidFile: \(pidFile)}}"
        )
        let consumer = try ChildProcess("/usr/bin/python3", ["-c", Self.consumer, pidFile])
        try consumer.line(containing: "ready")
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["a": "0"]), as: "secret.yaml")
        try node.startWithAPI("--config", configuration)
        try consumer.line(containing: "told")
        var times: [Int64] = []
        for number in 1...100 {
            try writeFile(Example.secret(["a": "\(number)"]), to: node.directory.appending("saving"))
            let start = Self.now()
            guard rename(node.directory.appending("saving"), "\(node.manifests)/secret.yaml") == 0 else { return }
            let line = try consumer.line(containing: "told")
            times.append((Int64(line.split(separator: " ").last ?? "") ?? .max) - start)
        }
        times.sort()
        print("manifest renamed -> signal: p50 \(times[50] / 1000) us, p95 \(times[95] / 1000) us")
        #expect(times[95] <= 50_000_000)
        #expect(try node.eventually { try status(node).contains("\"state\":\"told\"") })
    }

    @Test func aDaemonThatIsKilledBetweenPublishAndNotifyTellsOnce() throws {
        let scratch = try TemporaryDirectory()
        let log = scratch.appending("log")
        let hook = scratch.appending("hook")
        try writeFile("#!/bin/sh\necho told $SECRETD_GENERATION >>\(log)\n", to: hook)
        chmod(hook, 0o755)
        let (node, configuration) = try node(
            """
            - name: hook
              what: {pods: [web]}
              exec: {command: [\(hook)]}
              debounce: {quiet: 1500ms, cap: 10s}
            """
        )
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["a": "canary-0"]), as: "secret.yaml")
        try node.startWithAPI("--config", configuration)
        #expect(try node.eventually { contents(of: log) != nil })
        try node.save(Example.secret(["a": "canary-1"]), as: "secret.yaml")
        #expect(try node.eventually { node.read("a") == "canary-1" })
        node.kill()
        let generation = node.generation()?.dropFirst(2) ?? ""
        #expect(contents(of: log)?.contains(generation) == false, "killed too late for this test to tell anything")
        for _ in 0..<2 {
            try node.startWithAPI("--config", configuration)
            #expect(try node.eventually { try status(node).contains("\"state\":\"told\"") })
            #expect(contents(of: log)?.components(separatedBy: String(generation)).count == 2)
            node.kill()
        }
        let outcomes = contents(of: "\(node.state)/notify/outcomes") ?? ""
        #expect(outcomes.contains(generation))
        #expect(!outcomes.contains("canary"))
    }

    @Test func rulesThatAreReadAgainCountAtOnce() throws {
        let scratch = try TemporaryDirectory()
        let (node, configuration) = try node("- {name: a, exec: {command: [/bin/true]}}")
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["a": "0"]), as: "secret.yaml")
        let (daemon, _) = try node.startWithAPI("--config", configuration)
        let mark = scratch.appending("mark")
        try writeFile("notify:\n- {name: b, exec: {command: [/bin/touch, \(mark)]}}\n", to: configuration)
        daemon.signal(SIGHUP)
        try daemon.line(containing: "in sync")
        #expect(contents(of: mark) == nil, "what was there before the rule is nothing to tell")
        try node.save(Example.secret(["a": "1"]), as: "secret.yaml")
        #expect(try node.eventually { contents(of: mark) != nil })
    }
}
