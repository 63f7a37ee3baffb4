import Containers
import Glibc
import KubeObjects
import LinuxSystem
import TestSupport
import Testing

/// `secretd exec POD`, against the agreed messages.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct ExecDaemonTests {
    private let directory: TemporaryDirectory
    private var socket: String { directory.appending("exec.sock") }
    private var volume: String { directory.appending("volume") }

    init() throws {
        directory = try TemporaryDirectory()
        chmod(directory.path, 0o755)
        #expect(mkdir(volume, 0o755) == 0)
        #expect(symlink("..data/key", "\(volume)/key") == 0)
        try publish("one")
    }

    private func publish(_ value: String) throws {
        #expect(mkdir("\(volume)/..\(value)", 0o755) == 0)
        try writeFile(value, to: "\(volume)/..\(value)/key")
        #expect(symlink("..\(value)", "\(volume)/..data_tmp") == 0)
        #expect(rename("\(volume)/..data_tmp", "\(volume)/..data") == 0)
    }

    private func listen() throws -> OwnedFD {
        let listener = OwnedFD(owning: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(socket.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener.rawValue, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && Glibc.listen(listener.rawValue, 5) == 0)
        chmod(socket, 0o666)
        return listener
    }

    /// The next client, after its request.
    private func accept(_ listener: borrowing OwnedFD) throws -> FrameChannel {
        let channel = FrameChannel(OwnedFD(owning: Glibc.accept(listener.rawValue, nil, nil)))
        let request = try #require(try channel.receive()?.json.flatMap { ExecRequest($0) })
        #expect(request == ExecRequest(namespace: "prod", pod: "web", container: "main"))
        return channel
    }

    private func ready(_ channel: borrowing FrameChannel, password: String) throws {
        let pod: JSONValue = [
            "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web", "namespace": "prod"],
            "spec": [
                "terminationGracePeriodSeconds": 1,
                "containers": [
                    [
                        "name": "main", "image": "web",
                        "volumeMounts": [
                            ["name": "tls", "mountPath": "/secretd-test/tls"],
                            ["name": "tls", "mountPath": "/secretd-test/key", "subPath": "key"],
                        ],
                    ]
                ],
                "volumes": [["name": "tls", "secret": ["secretName": "keys"]]],
            ],
        ]
        let environment = [EnvironmentValue(name: "PASSWORD", value: SecretBytes(utf8: password))]
        let ready = ExecReady(pod: pod, container: "main", environment: environment, volumes: ["tls"])
        let mount = try MountCopy.detached(of: volume)
        try channel.send(ExecMessage.ready(ready).json, descriptors: [mount.rawValue])
    }

    private func exec(_ script: String, policy: String, asUser: Bool) throws -> ChildProcess {
        let words = ["exec", "prod/web", "-c", "main", "--exec-socket", socket, "--on-update", policy]
        let command = words + ["--", "sh", "-c", script]
        guard asUser else { return try ChildProcess(Binary.secretd, command) }
        let ids = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]
        return try ChildProcess("setpriv", ids + [Binary.secretd] + command)
    }

    @Test(arguments: [false, true])
    func aCommandFollowsTheDaemonAndOutlivesIt(asUser: Bool) throws {
        let listener = try listen()
        let script = """
            trap 'cat /secretd-test/tls/key /secretd-test/key; echo .' HUP
            touch /secretd-test/tls/x 2>/dev/null && echo writable
            echo "up $PASSWORD"; while :; do sleep 0.05; done
            """
        let process = try exec(script, policy: "HUP", asUser: asUser)
        do {
            let channel = try accept(listener)
            try channel.send(ExecMessage.waiting("secret \"keys\" not found").json)
            try process.line(containing: "secretd: waiting for secret \"keys\" not found")
            try ready(channel, password: "a")
            try process.line(containing: "up a")
            try publish("two")
            try channel.send(ExecMessage.changed(ExecChange(volumes: ["tls"], environment: false)).json)
            #expect(try process.line(containing: ".") == "twotwo.")
        }
        try process.line(containing: "the daemon is gone; the command goes on")
        // What has changed in between is found when the daemon is back.
        try publish("three")
        let again = try accept(listener)
        try ready(again, password: "a")
        try process.line(containing: "the daemon is back")
        #expect(try process.line(containing: ".") == "threethree.")
        try again.send(ExecMessage.changed(ExecChange(volumes: [], environment: true)).json)
        let renewed = try accept(listener)
        try ready(renewed, password: "b")
        try process.line(containing: "secretd: environment changed (PASSWORD): restarting")
        try process.line(containing: "up b")
        process.signal(SIGTERM)
        #expect(try process.wait() == 143)
        #expect(!process.output.contains("writable"))
    }

    @Test func aRefusalEndsIt() throws {
        let listener = try listen()
        let process = try exec("echo up", policy: "none", asUser: false)
        let channel = try accept(listener)
        try channel.send(ExecMessage.refused("Pod web is not served").json)
        #expect(try process.wait() == 1)
        #expect(process.output == "secretd: Pod web is not served\n")
    }
}
