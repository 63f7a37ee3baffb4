import Foundation
import Glibc
import TestSupport
import Testing

/// What the real commands tell of what the real daemon serves.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(4)))
struct StatusTests {
    private static let canary = "CANARY"
    private static let secrets = "/api/v1/namespaces/default/secrets"
    private static let pods = "/api/v1/namespaces/default/pods"
    private static let pod = """
        {"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i"}],
        "volumes":[{"name":"tls","secret":{"secretName":"web-tls"}}]}}
        """
    private static let bare = #"{"metadata":{"name":"bare"},"spec":{"containers":[{"name":"c","image":"i"}]}}"#

    private static func secret(_ data: [String: String]) throws -> String {
        let object: [String: Any] = ["metadata": ["name": "web-tls"], "stringData": data]
        return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    /// A daemon, and the commands that ask it.
    private final class Fixture {
        let node: TestNode
        var printed = ""

        init() throws {
            node = try TestNode()
            try node.startWithAPI()
        }

        func command(_ arguments: [String]) throws -> ChildProcess {
            try ChildProcess(Binary.secretd, arguments, environment: ["SECRETD_SOCKET": node.socket])
        }

        func run(_ arguments: String...) throws -> (code: Int32, output: String) {
            let process = try command(arguments)
            let code = try process.wait()
            printed += process.output
            return (code, process.output)
        }

        /// Stops everything, and says whether a value was shown.
        func leaks() throws -> Bool {
            try node.stop()
            return (printed + node.printed).contains(StatusTests.canary)
        }
    }

    @Test func statusFollowsTheVolumeAndHistoryRemembersIt() throws {
        let fixture = try Fixture()
        let client = try fixture.node.client()
        #expect(try fixture.run("status", "web") == (1, "error: the daemon knows no Pod \"default/web\"\n"))
        try client.request("POST", Self.pods, Self.pod)

        let watch = try fixture.command(["status", "-w"])
        try watch.line { $0.contains("web") && $0.contains("Waiting") && $0.contains("secret \"web-tls\" not found") }
        #expect(try fixture.run("status", "web").code == 1)
        let one = try TestCertificate.pem("/CN=one")
        let first = try Self.secret(["tls.crt": one, "a": Self.canary, "b": "\(Self.canary)1"])
        try client.request("POST", Self.secrets, first)
        try watch.line { $0.contains("web") && $0.contains("Served") && $0.contains("secret/web-tls") }
        let served = try fixture.run("status", "default/web")
        #expect(served.code == 0, "\(served.output)")
        #expect(served.output.contains("POD   VOLUME   SOURCE"))
        #expect(served.output.contains("FEED "))

        let two = try TestCertificate.pem("/CN=two")
        let second = try Self.secret(["tls.crt": two, "a": Self.canary, "c": "\(Self.canary)2"])
        try client.request("PUT", "\(Self.secrets)/web-tls", second)
        try watch.line { $0.contains("web") && $0.contains("Served") }

        let history = try fixture.run("history", "web/tls")
        #expect(history.code == 0)
        let lines = history.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("*         2 ") && lines[1].hasSuffix("+c ~tls.crt -b"))
        #expect(lines[2].hasPrefix("          1 ") && lines[2].hasSuffix("+a +b +tls.crt"))
        #expect(try fixture.node.eventually { try fixture.run("diff", "web/tls").output.contains("CN=two") })
        let diff = try fixture.run("diff", "web/tls", "1", "2")
        #expect(diff.code == 1)
        let changes = diff.output.split(separator: "\n").dropFirst()
        #expect(changes.count == 3)
        #expect(changes.first?.hasPrefix("removed   b         7 bytes, mode 0644") == true)
        #expect(changes.last?.contains("certificate CN=one until 20") == true)
        #expect(changes.last?.contains(" -> CN=two until 20") == true)
        #expect(try fixture.run("diff", "web/tls", "2", "2") == (0, ""))
        #expect(try fixture.run("diff", "web/tls", "9").code == 2)
        #expect(try fixture.run("history", "web/nope").code == 1)
        #expect(try fixture.run("history", "web").code == 2)

        let json = try fixture.run("status", "-A", "-ojson").output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let volume = try #require((object["volumes"] as? [[String: Any]])?.first)
        #expect(volume["generation"] as? String == fixture.node.generation().map { String($0.dropFirst(2)) })
        #expect((object["feeds"] as? [[String: Any]])?.count == 2)

        try client.request("DELETE", "\(Self.pods)/web")
        try watch.line { $0.contains("web") && $0.contains("Removed") }
        watch.signal(SIGINT)
        #expect(try watch.wait() == 0)
        fixture.printed += watch.output
        #expect(try !fixture.leaks())
    }

    @Test func aWatchEndsWithTheDaemonAndSaysSo() throws {
        let fixture = try Fixture()
        let watch = try fixture.command(["status", "-w", "-o", "json"])
        try watch.line(containing: "SYNCED")
        let start = ContinuousClock.now
        try fixture.node.stop()
        #expect(start.duration(to: .now) < .seconds(5))
        #expect(try watch.wait() == 1)
        #expect(watch.output.contains("error: \(fixture.node.socket): the daemon has ended"))
        let late = try fixture.run("status")
        #expect(late.code == 1)
        #expect(late.output.contains("error: the daemon is not running"))
    }

    @Test func aPodWithNothingToServeSaysSo() throws {
        let fixture = try Fixture()
        let client = try fixture.node.client()
        let watch = try fixture.command(["status", "-w"])
        try watch.line(containing: "store")
        try client.request("POST", Self.pods, Self.bare)
        try watch.line { $0.contains("bare   -") && $0.hasSuffix("no volume of this Pod is secretd's") }
        let status = try fixture.run("status", "bare")
        #expect(status.code == 0, "\(status.output)")
        let pod = try client.request("GET", "\(Self.pods)/bare")
        #expect(pod.text.contains(#""message":"no volume of this Pod is secretd's","reason":"NoVolumes""#))
        #expect(pod.text.contains(#""phase":"Pending""#))
        #expect(
            try fixture.node.eventually {
                try client.request("GET", "/api/v1/namespaces/default/events").text.contains(#""reason":"NoVolumes""#)
            }
        )
        try client.request("DELETE", "\(Self.pods)/bare")
        try watch.line { $0.contains("bare") && $0.contains("Removed") }
    }

    @Test func aManifestThatIsRefusedIsSeenInItsFeed() throws {
        let fixture = try Fixture()
        let watch = try fixture.command(["status", "-w"])
        try watch.line(containing: "store")
        #expect(try fixture.run("status").code == 0)
        try fixture.node.save("apiVersion: v1\nkind: Secret\nmetadata: {name: [\(Self.canary)", as: "broken.yaml")
        try watch.line { $0.contains("manifests \(fixture.node.manifests)") && $0.contains("error: ") }
        let status = try fixture.run("status")
        #expect(status.code == 1)
        #expect(status.output.contains("broken.yaml"))
        #expect(try !fixture.leaks())
    }

    @Test func aRestartAdoptsTheGenerationAndSaysSo() throws {
        let fixture = try Fixture()
        let client = try fixture.node.client()
        try client.request("POST", Self.secrets, Self.secret(["a": Self.canary]))
        try client.request("POST", Self.pods, Self.pod)
        #expect(try fixture.node.eventually { fixture.node.read("a") != nil })
        try fixture.node.stop()
        try fixture.node.startWithAPI()
        let history = try fixture.run("history", "web/tls")
        #expect(history.output.split(separator: "\n").last?.hasSuffix("adopted at start") == true)
        #expect(try fixture.run("diff", "web/tls").code == 2)
        #expect(try !fixture.leaks())
    }
}
