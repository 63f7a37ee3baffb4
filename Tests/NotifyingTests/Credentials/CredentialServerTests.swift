import Glibc
import KubeObjects
import LinuxSystem
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Notifying

@Suite(.timeLimit(.minutes(1)))
struct CredentialServerTests {
    private let directory: TemporaryDirectory
    private let source = MemoryCredentials([
        "default/web/tls": ["tls.key": "key \u{e9}\n", "empty": "", "big": String(repeating: "k", count: 1 << 20)]
    ])

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var path: String { directory.appending("sub/c.sock") }

    private static let policy = CredentialPolicy(rules: [
        CredentialRule("nginx", units: ["nginx.service"], namespace: "default", pod: "web", volume: "tls"),
        CredentialRule("late", units: ["late.service"], namespace: "default", pod: "late"),
    ])

    /// Runs `body` beside a server.
    private func serve(
        uid: UInt32 = geteuid(),
        wait: Duration = .seconds(20),
        _ body: (CredentialServer) async throws -> Void
    ) async throws {
        let server = try CredentialServer(
            CredentialServer.Options(path: path, wait: wait, uid: uid),
            policy: Self.policy,
            source: source,
            logger: .silent,
            now: { 7 }
        )
        server.volumesSynced()
        let running = Task { await server.run() }
        defer { running.cancel() }
        // The socket's file is there a moment before it listens.
        while CredentialClient.connected(to: path, as: nil).map({ close($0) }) == nil { await Task.yield() }
        while server.reports.all.isEmpty { await Task.yield() }
        try await body(server)
        running.cancel()
        await running.value
        #expect(access(path, F_OK) != 0)
    }

    private func ask(_ name: String?) async -> [UInt8]? {
        let path = path
        return await withCheckedContinuation { answer in
            try? SystemThread.start { answer.resume(returning: CredentialClient.ask(path, as: name)) }
        }
    }

    /// More than systemd takes, and nothing but zeros.
    private func isRefusal(_ bytes: [UInt8]?) -> Bool {
        guard let bytes else { return false }
        return bytes.count > (1 << 20) + (1 << 17) && bytes.allSatisfy { $0 == 0 }
    }

    private static func name(_ unit: String, _ id: String) -> String {
        "\(String(UInt64.random(in: 0...UInt64.max), radix: 16))/unit/\(unit)/\(id)"
    }

    @Test func aUnitGetsWhatARuleAllows() async throws {
        try await serve { server in
            #expect(FileStatus(following: path)?.mode == 0o600)
            #expect(await ask(Self.name("nginx.service", "tls.key")) == Array("key \u{e9}\n".utf8))
            #expect(await ask(Self.name("nginx.service", "empty"))?.isEmpty == true)
            #expect(await ask(Self.name("nginx.service", "big"))?.count == 1 << 20)
            let report = CredentialReport(
                time: 7,
                unit: "nginx.service",
                id: "tls.key",
                verdict: .given,
                rule: "nginx",
                volume: "default/web/tls",
                generation: "1"
            )
            #expect(server.reports.all.contains(report))
        }
    }

    @Test func whatNoRuleAllowsFailsTheUnit() async throws {
        try await serve { server in
            #expect(isRefusal(await ask(Self.name("other.service", "tls.key"))))
            #expect(isRefusal(await ask(Self.name("nginx.service", "none"))))
            let reasons = Set(server.reports.all.map { "\($0.unit) \($0.id) \($0.reason)" })
            #expect(reasons.contains("other.service tls.key no rule allows it"))
            #expect(reasons.contains("nginx.service none no such file"))
        }
    }

    @Test(arguments: [nil, "", "1/unit/nginx.service", "x/unit/nginx.service/tls.key", "1/unit/nginx.service/tls.key/"])
    func anAddressThatOnlyLooksAlikeIsRefused(name: String?) async throws {
        try await serve { server in
            #expect(isRefusal(await ask(name.map { $0.isEmpty ? "\(UInt64.random(in: 0...UInt64.max))" : $0 })))
            #expect(server.reports.all.allSatisfy { $0.reason.contains("address") })
        }
    }

    @Test func anotherUserGetsNothing() async throws {
        try await serve(uid: geteuid() + 1) { server in
            #expect(await ask(Self.name("nginx.service", "tls.key"))?.isEmpty == true)
            #expect(server.reports.all.last?.reason == "asked by user \(geteuid()), who is not the service manager")
        }
    }

    @Test func aUnitWaitsForItsVolume() async throws {
        try await serve { server in
            async let answer = ask(Self.name("late.service", "a"))
            // Another is answered meanwhile.
            #expect(await ask(Self.name("nginx.service", "tls.key"))?.isEmpty == false)
            source.volumes.withLock { $0["default/late/tls"] = ["a": "late"] }
            server.volumesChanged()
            #expect(await answer == Array("late".utf8))
        }
    }

    @Test func whenTheTimeIsOverItIsRefused() async throws {
        try await serve(wait: .milliseconds(50)) { _ in
            #expect(isRefusal(await ask(Self.name("late.service", "a"))))
        }
    }

    @Test func atTheEndWhoWaitsIsRefused() async throws {
        let path = path
        let server = try CredentialServer(
            CredentialServer.Options(path: path, wait: .seconds(60), uid: geteuid()),
            policy: Self.policy,
            source: source,
            logger: .silent,
            now: { 7 }
        )
        server.volumesSynced()
        let running = Task { await server.run() }
        while CredentialClient.connected(to: path, as: nil).map({ close($0) }) == nil { await Task.yield() }
        async let answer = ask(Self.name("late.service", "a"))
        while source.questions.withLock({ $0 }) == 0 { await Task.yield() }
        running.cancel()
        await running.value
        #expect(isRefusal(await answer))
    }

    @Test func nobodyIsAskedInBeforeTheVolumesAreThere() async throws {
        let path = path
        let server = try CredentialServer(
            CredentialServer.Options(path: path, wait: .seconds(60), uid: geteuid()),
            policy: Self.policy,
            source: source,
            logger: .silent,
            now: { 7 }
        )
        let running = Task { await server.run() }
        while CredentialClient.connected(to: path, as: nil).map({ close($0) }) == nil { await Task.yield() }
        #expect(server.reports.all.isEmpty)
        server.volumesSynced()
        while server.reports.all.isEmpty { await Task.yield() }
        running.cancel()
        await running.value
    }

    @Test func otherRulesCountFromTheNextQuestionOn() async throws {
        try await serve { server in
            server.replace(
                CredentialPolicy(rules: [
                    CredentialRule("new", units: ["other.service"], namespace: "default", pod: "web")
                ])
            )
            #expect(await ask(Self.name("other.service", "tls.key"))?.isEmpty == false)
            #expect(isRefusal(await ask(Self.name("nginx.service", "tls.key"))))
        }
    }

    @Test func onesWhoDoNotReadHoldUpNobody() async throws {
        try await serve { _ in
            var slow: [Int32] = []
            defer { for socket in slow { close(socket) } }
            for _ in 0..<20 {
                slow.append(try #require(CredentialClient.connected(to: path, as: Self.name("nginx.service", "big"))))
            }
            #expect(await ask(Self.name("nginx.service", "tls.key"))?.isEmpty == false)
        }
    }

    @Test func moreUnitsThanThereIsRoomForWaitTheirTurn() async throws {
        try await serve { server in
            var slow: [Int32] = []
            defer { for socket in slow { close(socket) } }
            for _ in 0..<70 {
                slow.append(try #require(CredentialClient.connected(to: path, as: Self.name("nginx.service", "big"))))
            }
            async let answer = ask(Self.name("nginx.service", "tls.key"))
            for _ in 0..<10 { close(slow.removeFirst()) }
            #expect(await answer?.isEmpty == false)
        }
    }

    @Test func aSocketThatAKilledProcessLeftIsReplaced() async throws {
        try #require(mkdir(directory.appending("sub"), 0o755) == 0)
        let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(left, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(code == 0)
        close(left)
        try await serve { _ in
            #expect(await ask(Self.name("nginx.service", "tls.key"))?.isEmpty == false)
        }
    }

    @Test func theReportsThatAreKeptAreBounded() {
        let reports = CredentialReports()
        for time in 0..<1000 {
            reports.append(CredentialReport(time: Int64(time), unit: "u", id: "i", verdict: .refused))
        }
        #expect(reports.all.count == CredentialReports.limit)
        #expect(reports.all.last?.time == 999)
    }
}
