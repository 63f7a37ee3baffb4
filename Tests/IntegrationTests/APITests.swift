import Foundation
import Glibc
import TestSupport
import Testing

/// Store and API of the real daemon.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(4)))
struct APITests {
    private static let secrets = "/api/v1/namespaces/default/secrets"
    private static let pods = "/api/v1/namespaces/default/pods"

    private static func secret(_ name: String, _ value: String) -> String {
        #"{"metadata":{"name":"\#(name)"},"stringData":{"tls.crt":"\#(value)","tls.key":"key-\#(value)"}}"#
    }

    private static let pod = """
        {"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i"}],
        "volumes":[{"name":"tls","secret":{"secretName":"web-tls"}}]}}
        """

    @Test func filesFollowTheStoreWithinTheRequestThatChangesThem() throws {
        let node = try TestNode()
        try node.startWithAPI()
        let client = try node.client()
        #expect(try client.request("POST", Self.pods, Self.pod).code == 201)
        #expect(try client.request("POST", Self.secrets, Self.secret("web-tls", "one")).code == 201)
        #expect(try node.eventually { node.read("tls.crt") == "one" })
        for round in 0..<50 {
            let patch = #"{"stringData":{"tls.crt":"\#(round)","tls.key":"key-\#(round)"}}"#
            let type = "application/merge-patch+json"
            #expect(try client.request("PATCH", "\(Self.secrets)/web-tls", patch, contentType: type).code == 200)
            #expect(try node.eventually { node.read("tls.crt") == "\(round)" })
            #expect(node.read("tls.key") == "key-\(round)")
        }
        #expect(try client.request("DELETE", "\(Self.secrets)/web-tls").code == 200)
        #expect(node.read("tls.crt") == "49")
        #expect(try client.request("DELETE", "\(Self.pods)/web").code == 200)
        #expect(try node.eventually { node.read("tls.crt") == nil })
    }

    @Test func statusAndEventsTellTheStory() throws {
        let node = try TestNode()
        try node.startWithAPI()
        let client = try node.client()
        try client.request("POST", Self.pods, Self.pod)
        func phase() throws -> String? {
            (try client.request("GET", "\(Self.pods)/web").body["status"] as? [String: Any])?["phase"] as? String
        }
        func reasons() throws -> [String] {
            let items = try client.request("GET", "/api/v1/namespaces/default/events").body["items"] as? [[String: Any]]
            return (items ?? []).compactMap { $0["reason"] as? String }.sorted()
        }
        #expect(try node.eventually { try phase() == "Pending" && reasons() == ["FailedMount"] })
        try client.request("POST", Self.secrets, Self.secret("web-tls", "one"))
        #expect(try node.eventually { try phase() == "Running" })
        try client.request("PUT", "\(Self.secrets)/web-tls", Self.secret("web-tls", "two"))
        let all = ["FailedMount", "SecretUpdated", "SuccessfulMountVolume"]
        #expect(try node.eventually { try reasons() == all })
    }

    @Test func aPodThatIsMadeAnewHasAStatusOfItsOwn() throws {
        let node = try TestNode()
        try node.startWithAPI()
        let client = try node.client()
        try client.request("POST", Self.secrets, Self.secret("web-tls", "one"))
        func status() throws -> [String: Any] {
            try client.request("GET", "\(Self.pods)/web").body["status"] as? [String: Any] ?? [:]
        }
        for _ in 0..<3 {
            let made = try client.request("POST", Self.pods, Self.pod)
            #expect((made.body["status"] as? [String: Any])?["phase"] as? String == "Pending")
            #expect(try node.eventually { try status()["phase"] as? String == "Running" })
            try client.request("DELETE", "\(Self.pods)/web")
        }
        let bare = #"{"metadata":{"name":"bare"},"spec":{"containers":[{"name":"c","image":"i"}]}}"#
        try client.request("POST", Self.pods, bare)
        let pending = try client.request("GET", "\(Self.pods)?fieldSelector=status.phase%3DPending")
        #expect((pending.body["items"] as? [Any])?.count == 1)
    }

    @Test func theSocketOfAnotherDaemonIsLeftAlone() throws {
        let first = try TestNode()
        try first.startWithAPI()
        let second = try TestNode()
        let daemon = try second.run(["--state", second.state, "--socket", first.socket, "--listen", "off"])
        try daemon.line(containing: "another process listens there")
        try second.stop()
        #expect(try first.client().request("GET", "/readyz").code == 200)
    }

    @Test func withoutCertificatesTheSocketIsServedAllTheSame() throws {
        let node = try TestNode()
        try node.startWithAPI()
        try node.stop()
        #expect(unlink("\(node.state)/pki/ca.key") == 0)
        let daemon = try node.run(["--state", node.state, "--socket", node.socket, "--listen", "127.0.0.1:0"])
        try daemon.line(containing: "no API over TLS")
        try daemon.line(containing: "msg=API at=\(node.socket)")
        #expect(try node.client().request("GET", Self.secrets).code == 200)
    }

    @Test func whatManifestsSayIsShownAndChangedInItsFileAlone() throws {
        let node = try TestNode()
        try node.save(
            "{apiVersion: v1, kind: Secret, metadata: {name: web-tls}, stringData: {tls.crt: file}}",
            as: "s.yaml"
        )
        let (daemon, _) = try node.startWithAPI()
        let client = try node.client()
        #expect(try node.eventually { try client.request("GET", "\(Self.secrets)/web-tls").code == 200 })
        let shown = try client.request("GET", "\(Self.secrets)/web-tls")
        #expect(shown.text.contains(#""kubernetes.io/config.source":"file""#))
        for (method, body) in [("PUT", Self.secret("web-tls", "x")), ("DELETE", "")] {
            let refused = try client.request(method, "\(Self.secrets)/web-tls", body)
            #expect(refused.code == 403)
            #expect(refused.text.contains("\(node.manifests)/s.yaml"))
        }
        #expect(try client.request("POST", Self.secrets, Self.secret("web-tls", "x")).code == 409)
        // A file wins over the store, and when it goes, the store's object is there again.
        try client.request("POST", Self.secrets, Self.secret("other", "store"))
        try client.request("POST", Self.pods, Self.pod.replacingOccurrences(of: "web-tls", with: "other"))
        #expect(try node.eventually { node.read("tls.crt") == "store" })
        try node.save(
            "{apiVersion: v1, kind: Secret, metadata: {name: other}, stringData: {tls.crt: file}}",
            as: "o.yaml"
        )
        #expect(try node.eventually { node.read("tls.crt") == "file" })
        try daemon.line(containing: "a manifest hides the API's object of the same name")
        #expect(unlink("\(node.manifests)/o.yaml") == 0)
        #expect(try node.eventually { node.read("tls.crt") == "store" })
    }

    /// Writes as fast as it can, is killed at some moment, and looks what is there: all that was acknowledged.
    @Test func acknowledgedWritesOutliveSIGKILL() throws {
        let node = try TestNode()
        var acknowledged: [String: String] = [:]
        for round in 0..<20 {
            let (daemon, _) = try node.startWithAPI()
            let client = try node.client()
            for (name, value) in acknowledged {
                let answer = try client.request("GET", "\(Self.secrets)/\(name)")
                let data = answer.body["data"] as? [String: String]
                #expect(data?["tls.crt"] == Data(value.utf8).base64EncodedString(), "round \(round): \(name)")
            }
            // The kill comes from a thread of its own, in the middle of whatever is going on.
            let delay = UInt32((round * 7919) % 40) * 1000 + 1000
            let killer = Thread { [pid = daemon.pid] in
                usleep(delay)
                kill(pid, SIGKILL)
            }
            killer.start()
            var step = 0
            while true {
                let name = "s\(step % 10)"
                let value = "\(round)-\(step)"
                let isThere = acknowledged[name] != nil
                let method = isThere ? "PUT" : "POST"
                let target = isThere ? "\(Self.secrets)/\(name)" : Self.secrets
                guard let answer = try? client.request(method, target, Self.secret(name, value)) else {
                    // Not acknowledged: it may be there or not. Whatever it is, the next round writes over it.
                    acknowledged[name] = nil
                    break
                }
                #expect(answer.code == (isThere ? 200 : 201) || answer.code == 409)
                if answer.code < 300 { acknowledged[name] = value }
                step += 1
            }
            node.kill()
            if acknowledged.count < 10 {
                // Whether the last write got through is asked once.
                let (_, _) = try node.startWithAPI()
                let client = try node.client()
                for index in 0..<10 where acknowledged["s\(index)"] == nil {
                    try client.request("DELETE", "\(Self.secrets)/s\(index)")
                }
                node.kill()
            }
        }
    }

    @Test func rotationsAndKillsLoseNothing() throws {
        let node = try TestNode()
        for round in 0..<8 {
            let (daemon, _) = try node.startWithAPI()
            let client = try node.client()
            if round == 0 {
                for index in 0..<200 { try client.request("POST", Self.secrets, Self.secret("s\(index)", "v\(index)")) }
            }
            for index in stride(from: 0, to: 200, by: 17) {
                let answer = try client.request("GET", "\(Self.secrets)/s\(index)")
                #expect(answer.code == 200, "round \(round): \(answer.text)")
            }
            let list = try client.request("GET", Self.secrets)
            #expect((list.body["items"] as? [Any])?.count == 200)
            try client.send("POST /secretd/v1/encryption/rotate HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
            usleep(UInt32(round) * 4000)
            kill(daemon.pid, SIGKILL)
            node.kill()
        }
    }

    @Test func noValueIsInLogsFilesOrAnswersOfErrors() throws {
        let node = try TestNode()
        let canary = "canary-5d1b8f-value"
        let base64 = Data(canary.utf8).base64EncodedString()
        let (daemon, _) = try node.startWithAPI("--log-level", "trace")
        let client = try node.client()
        try client.request("POST", Self.pods, Self.pod)
        try client.request("POST", Self.secrets, Self.secret("web-tls", canary))
        let annotated =
            #"{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"\#(canary)"}}}"#
        let merge = "application/merge-patch+json"
        try client.request("PATCH", "\(Self.secrets)/web-tls", annotated, contentType: merge)
        var errors = ""
        let bad = [
            #"{"metadata":{"name":"b"},"stringData":{"a*b":"\#(canary)"}}"#,
            #"{"metadata":{"name":"b"},"data":{"k":"\#(canary)!"}}"#,
            #"{"metadata":{"name":"b"},"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"\#(canary)"}}"#,
            #"{"metadata":{"name":"b"},"stringData":{"k":["\#(canary)"]}}"#,
            #"{"metadata":{"name":"b"},"stringData":{"k":"\#(canary)"#,
        ]
        for body in bad {
            let answer = try client.request("POST", Self.secrets, body)
            #expect(answer.code >= 400)
            errors += answer.text
        }
        for patch in [#"[{"op":"test","path":"/data/tls.crt","value":"\#(canary)"}]"#, #"{"data":"\#(canary)"}"#] {
            let type = patch.hasPrefix("[") ? "application/json-patch+json" : merge
            let answer = try client.request("PATCH", "\(Self.secrets)/web-tls", patch, contentType: type)
            #expect(answer.code >= 400)
            errors += answer.text
        }
        #expect(try node.eventually { node.read("tls.crt") == canary })
        errors += try client.request("GET", "/api/v1/namespaces/default/events").text
        errors += try client.request("GET", "\(Self.pods)/web").text
        errors += try client.request("GET", "/secretd/v1/encryption").text
        #expect(!errors.contains(canary))
        #expect(!errors.contains(base64))
        func expectNoCanary() throws {
            for name in try FileManager.default.contentsOfDirectory(atPath: node.state) {
                var isDirectory: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: "\(node.state)/\(name)", isDirectory: &isDirectory)
                if isDirectory.boolValue { continue }
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(node.state)/\(name)"))
                #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(name)")
                #expect(bytes.range(of: Data(base64.utf8)) == nil, "\(name)")
            }
        }
        try expectNoCanary()
        // No core: neither may one be made, nor does a crash leave one.
        let limits = try String(contentsOfFile: "/proc/\(daemon.pid)/limits", encoding: .utf8)
        let dumpable = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(dumpable?.split(separator: " ").contains("0") == true)
        try node.stop()
        try expectNoCanary()
        #expect(!node.printed.contains(canary))
        #expect(!node.printed.contains(base64))
    }

    @Test func twoHundredWritersOfOneObjectLoseNoUpdate() throws {
        let node = try TestNode()
        try node.startWithAPI()
        try node.client().request("POST", Self.secrets, Self.secret("count", "0"))
        let group = DispatchGroup()
        let failures = FailureCount()
        let socket = node.socket
        for _ in 0..<200 {
            let thread = Thread {
                defer { group.leave() }
                do {
                    let client = try APIClient(socket)
                    while true {
                        let now = try client.request("GET", "\(Self.secrets)/count").body
                        let metadata = now["metadata"] as? [String: Any]
                        let version = metadata?["resourceVersion"] as? String ?? ""
                        let data = now["data"] as? [String: String]
                        let bytes = Data(base64Encoded: data?["tls.crt"] ?? "") ?? Data()
                        let value = (Int(String(decoding: bytes, as: UTF8.self)) ?? 0) + 1
                        let patch =
                            #"{"metadata":{"resourceVersion":"\#(version)"},"stringData":{"tls.crt":"\#(value)"}}"#
                        let type = "application/merge-patch+json"
                        let answer = try client.request("PATCH", "\(Self.secrets)/count", patch, contentType: type)
                        if answer.code == 200 { return }
                        guard answer.code == 409 else { throw APIClient.Failure(description: answer.text) }
                    }
                } catch {
                    failures.add()
                }
            }
            group.enter()
            thread.start()
        }
        #expect(group.wait(timeout: .now() + 120) == .success)
        #expect(failures.count == 0)
        let data = try node.client().request("GET", "\(Self.secrets)/count").body["data"] as? [String: String]
        #expect(data?["tls.crt"] == Data("200".utf8).base64EncodedString())
    }
}

/// Counts what went wrong on other threads.
private final class FailureCount: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0

    func add() { lock.withLock { number += 1 } }
    var count: Int { lock.withLock { number } }
}
