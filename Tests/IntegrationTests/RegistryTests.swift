import Foundation
import Glibc
import LinuxSystem
import TestSupport
import Testing

/// The logins of image pull Secrets, as docker's clients use them.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(4)))
struct RegistryTests {
    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          securityContext: {fsGroup: 4321}
          imagePullSecrets: [{name: regcred}]
          containers:
          - name: main
            image: web
            volumeMounts: [{name: tls, mountPath: /tls}]
          volumes:
          - name: tls
            secret: {secretName: keys}
        """

    private static func secret(_ host: String, _ user: String, _ password: String, name: String = "regcred") -> String {
        let auth = Data("\(user):\(password)".utf8).base64EncodedString()
        let text = #"{"auths":{"\#(host)":{"auth":"\#(auth)"}}}"#
        return """
            apiVersion: v1
            kind: Secret
            metadata: {name: \(name)}
            type: kubernetes.io/dockerconfigjson
            stringData: {.dockerconfigjson: '\(text)'}
            """
    }

    /// The helper, as it is installed: a link to secretd on PATH.
    private static func helper(on node: TestNode) throws -> (path: String, environment: [String: String]) {
        let directory = node.directory.appending("bin")
        let path = "\(directory)/docker-credential-secretd"
        guard mkdir(directory, 0o755) == 0, symlink(Binary.secretd, path) == 0 else {
            throw TestEnvironmentError.open(path, errno)
        }
        let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return (path, ["PATH": "\(directory):\(search)", "SECRETD_VOLUMES": node.volumes])
    }

    private static func ask(
        _ node: TestNode,
        _ program: String,
        _ arguments: [String],
        _ input: String,
        _ environment: [String: String]
    ) throws -> (code: Int32, output: String) {
        try node.directory.write(input, to: "input")
        let descriptor = open(node.directory.appending("input"), O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        let process = try ChildProcess(program, arguments, environment: environment, input: descriptor)
        return (try process.wait(), process.output)
    }

    private static func isPrivate(_ path: String) -> Bool {
        let status = Listing.status(path)
        return status?.mode == 0o600 && status?.uid == 0 && status?.gid == 0
    }

    @Test(arguments: ["tmpfs", "fuse"])
    func theFileIsRootsAloneAndFollows(backend: String) throws {
        let node = try TestNode()
        try node.save(Self.pod, as: "pod.yaml")
        try node.save(Example.secret(["a": "1"]), as: "keys.yaml")
        let daemon = try node.start("--backend", backend)
        try #require(node.read("a") == "1")
        #expect(node.read("config.json", in: ".docker") == nil)
        #expect(
            daemon.output.contains(
                "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."
            )
        )

        try node.save(Self.secret("r.example.org", "user", "CANARY1"), as: "reg.yaml")
        try daemon.line { $0.contains("volume=.docker") && $0.contains("secret/regcred") }
        let first = #"{"auths":{"r.example.org":{"auth":"dXNlcjpDQU5BUlkx"}}}"#
        #expect(node.read("config.json", in: ".docker") == first)
        #expect(Self.isPrivate("\(node.path(".docker"))/..data/config.json"))
        #expect(Listing.status("\(node.volumes)/default/web")?.gid == 4321)
        #expect(Listing.status("\(node.volumes)/default/web")?.mode == 0o750)
        #expect(Listing.status(node.path(".docker"))?.gid == 0)
        #expect(Listing.status(node.path("tls"))?.gid == 4321)

        let before = node.generation(of: ".docker")
        try node.save(Self.secret("r.example.org", "user", "CANARY2"), as: "reg.yaml")
        try daemon.line { $0.contains("volume=.docker") }
        #expect(node.read("config.json", in: ".docker")?.contains("dXNlcjpDQU5BUlky") == true)
        #expect(node.generation(of: ".docker") != before)
        #expect(Self.isPrivate("\(node.path(".docker"))/..data/config.json"))

        // The account's Secrets, once the Pod lists none; and none at all.
        let plain = Self.pod.replacingOccurrences(of: "  imagePullSecrets: [{name: regcred}]\n", with: "")
        let account =
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}\nimagePullSecrets: [{name: other}]"
        try node.save(account, as: "account.yaml")
        try node.save(Self.secret("s.example.org", "user", "CANARY3", name: "other"), as: "other.yaml")
        try node.save(plain, as: "pod.yaml")
        try daemon.line { $0.contains("volume=.docker") && $0.contains("secret/other") }
        #expect(node.read("config.json", in: ".docker")?.contains("s.example.org") == true)
        try node.save("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}", as: "account.yaml")
        #expect(try node.eventually { access(node.path(".docker"), F_OK) != 0 })
        #expect(node.read("a") == "1")
        try node.stop()
        #expect(!node.printed.contains("CANARY") && !node.printed.contains("dXNlcjpD"))
    }

    @Test func theHelperAnswersDocker() throws {
        let node = try TestNode()
        let (helper, environment) = try Self.helper(on: node)
        try node.save(Self.pod, as: "pod.yaml")
        try node.save(Self.secret("r.example.org/team", "user", "pass"), as: "reg.yaml")
        let other = Self.pod.replacingOccurrences(of: "name: web}", with: "name: api}")
            .replacingOccurrences(of: "regcred", with: "hub")
        try node.save(other, as: "other.yaml")
        try node.save(Self.secret("docker.io", "hub", "hubpass", name: "hub"), as: "hub.yaml")
        try node.start()

        func ask(_ verb: String, _ input: String, pod: String = "") throws -> (code: Int32, output: String) {
            let environment = environment.merging(["SECRETD_POD": pod]) { $1 }
            let answer = try Self.ask(node, helper, [verb], input, environment)
            let same = try Self.ask(node, Binary.secretd, ["credential-helper", verb], input, environment)
            #expect(answer == same)
            return answer
        }
        let hub = #"{"Secret":"hubpass","ServerURL":"https://index.docker.io/v1/","Username":"hub"}"#
        #expect(try ask("get", "https://index.docker.io/v1/\n") == (0, hub + "\n"))
        let team = #"{"Secret":"pass","ServerURL":"r.example.org/team/app","Username":"user"}"#
        #expect(try ask("get", "r.example.org/team/app") == (0, team + "\n"))
        let none = "credentials not found in native keychain\n"
        #expect(try ask("get", "r.example.org/teams") == (1, none))
        #expect(try ask("get", "docker.io", pod: "default/web") == (1, none))
        #expect(try ask("get", "docker.io", pod: "default/api").code == 0)
        #expect(try ask("get", "docker.io", pod: "../api").code == 1)
        #expect(try ask("get", " \n") == (1, "no credentials server URL\n"))
        let list = #"{"https://index.docker.io/v1/":"hub","r.example.org/team":"user"}"#
        #expect(try ask("list", "") == (0, list + "\n"))
        for verb in ["store", "erase"] {
            let (code, output) = try ask(verb, #"{"ServerURL":"r","Username":"u","Secret":"CANARY"}"#)
            #expect(code == 1)
            #expect(output == "secretd's registry logins come from image pull Secrets: change the Secret instead\n")
        }
        #expect(try ask("version", "").output.hasPrefix("docker-credential-secretd "))
        #expect(try ask("frobnicate", "").code == 1)
        let elsewhere = environment.merging(["SECRETD_VOLUMES": node.directory.appending("none")]) { $1 }
        let (code, output) = try Self.ask(node, helper, ["get"], "docker.io", elsewhere)
        #expect(code == 1 && output.contains("/none: No such file or directory"))
    }

    @Test func statusHistoryAndThePodTellOfTheLogins() throws {
        let node = try TestNode()
        try node.startWithAPI()
        let client = try node.client()
        func run(_ arguments: String...) throws -> (code: Int32, output: String) {
            let process = try ChildProcess(Binary.secretd, arguments, environment: ["SECRETD_SOCKET": node.socket])
            return (try process.wait(), process.output)
        }
        let secrets = "/api/v1/namespaces/default/secrets"
        let pod = """
            {"metadata":{"name":"web"},"spec":{"imagePullSecrets":[{"name":"regcred"}],
            "containers":[{"name":"c","image":"i"}],"volumes":[{"name":"tls","secret":{"secretName":"keys"}}]}}
            """
        func secret(_ auth: String) -> String {
            #"{"metadata":{"name":"regcred"},"type":"kubernetes.io/dockercfg","#
                + #""stringData":{".dockercfg":"{\"r.example.org\":{\"auth\":\"\#(auth)\"}}"}}"#
        }
        try client.request("POST", secrets, #"{"metadata":{"name":"keys"},"stringData":{"a":"1"}}"#)
        try client.request("POST", "/api/v1/namespaces/default/pods", pod)
        let text = "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."
        #expect(try node.eventually { try run("events").output.contains(text) })
        #expect(try run("events").output.contains("FailedToRetrieveImagePullSecret"))
        // As with kubelet, the Pod does not wait for it.
        #expect(
            try node.eventually { try run("get", "pod", "web", "-o", "json").output.contains(#""phase": "Running""#) }
        )
        let waiting = try run("status", "web")
        #expect(waiting.output.contains(".docker") && waiting.output.contains("Waiting"))

        try client.request("POST", secrets, secret("YTpi"))
        #expect(try node.eventually { try run("history", "web/.docker").output.contains("+config.json") })
        let first = node.generation(of: ".docker")
        try client.request("PUT", "\(secrets)/regcred", secret("YTpj"))
        #expect(try node.eventually { node.generation(of: ".docker") != first })
        #expect(try node.eventually { try run("history", "web/.docker").output.contains("~config.json") })
        let diff = try run("diff", "web/.docker")
        #expect(diff.code == 1 && diff.output.contains("config.json"), "\(diff.output)")
        let served = try run("status", "web")
        #expect(served.code == 0 && served.output.contains("secret/regcred"), "\(served.output)")

        try client.request("PUT", "\(secrets)/regcred", secret("CANARY"))
        let cause = #"image pull secret "regcred" is left out: data[.dockercfg]: unable to parse auth field"#
        #expect(try node.eventually { try run("events").output.contains(cause) })
        #expect(try run("events").output.contains("InvalidImagePullSecret"))
        #expect(node.read("config.json", in: ".docker")?.contains("YTpj") == true, "the last good file stays")
        try client.request("DELETE", "/api/v1/namespaces/default/pods/web")
        #expect(try node.eventually { access(node.path(".docker"), F_OK) != 0 })
        try node.stop()
        #expect(!node.printed.contains("CANARY") && !node.printed.contains("YTpj"))
    }

    @Test(.enabled(if: ImageRegistry.isAvailable, "needs podman, skopeo, docker-registry and htpasswd"))
    func imagesArePulledWithTheFileBeforeAndAfterTheirPasswordChanges() throws {
        let registry = try ImageRegistry(user: "puller", password: "one")
        let node = try TestNode()
        let (_, environment) = try Self.helper(on: node)
        try node.save(Self.pod, as: "pod.yaml")
        try node.save(Self.secret(registry.host, "puller", "one"), as: "reg.yaml")
        let daemon = try node.start()
        let file = "\(node.path(".docker"))/config.json"
        try node.directory.write(#"{"credHelpers":{"\#(registry.host)":"secretd"}}"#, to: "helper.json")
        try node.directory.write(#"{"auths":{}}"#, to: "none.json")
        let byHelper = ["--authfile", node.directory.appending("helper.json")]

        func expectPulls() throws {
            let pull = try registry.pull(["--authfile", file])
            #expect(pull.code == 0, "\(pull.output)")
            let helped = try registry.pull(byHelper, environment: environment)
            #expect(helped.code == 0, "\(helped.output)")
            let inspect = try registry.inspect(["--authfile", file])
            #expect(inspect.code == 0 && inspect.output.contains("/team/app"), "\(inspect.output)")
            let asDocker = try registry.inspect([], environment: ["DOCKER_CONFIG": node.path(".docker")])
            #expect(asDocker.code == 0, "\(asDocker.output)")
        }
        func expectRefusal(_ arguments: [String]) throws {
            let pull = try registry.pull(arguments, environment: environment)
            #expect(pull.code != 0 && pull.output.contains("unauthorized"), "\(pull.output)")
        }
        try expectRefusal(["--authfile", node.directory.appending("none.json")])
        try expectPulls()

        try registry.setPassword("two", of: "puller")
        try expectRefusal(["--authfile", file])
        try expectRefusal(byHelper)
        try node.save(Self.secret(registry.host, "puller", "two"), as: "reg.yaml")
        try daemon.line { $0.contains("volume=.docker") }
        try expectPulls()
    }
}
