import Foundation
import Glibc
import LinuxSystem
import TestSupport
import Testing

/// `secretd mount`, as somebody who tries a manifest meets it.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct MountTests {
    private let directory: TemporaryDirectory
    private var target: String { directory.appending("out") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Saves manifests under names and gives the `-f` options for them.
    private func files(_ texts: [String: String]) throws -> [String] {
        for (name, text) in texts { try save(text, as: name) }
        return texts.keys.sorted().flatMap { ["-f", directory.appending($0)] }
    }

    private func save(_ text: String, as name: String) throws {
        try directory.write(text, to: "saving")
        #expect(rename(directory.appending("saving"), directory.appending(name)) == 0)
    }

    private func mount(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(Binary.secretd, ["mount"] + arguments + [target])
    }

    private func end(_ process: ChildProcess, _ signal: Int32 = SIGINT) throws {
        process.signal(signal)
        #expect(try process.wait() == 0)
        #expect(access(target, F_OK) == -1, "nothing is left behind")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func printsALineForEachMountFollowsEditsAndLeavesNothingBehind(signal: Int32) throws {
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one", "key": "1"])])
        let process = try mount(files)
        let first = try process.line(containing: target)
        #expect(first == "\(target)/tls  2 files  secret/keys")
        #expect(contents(of: "\(target)/tls/crt") == "one")

        try save(Example.secret(["crt": "two", "key": "1"]), as: "secret.yaml")
        let second = try process.line(containing: "updated")
        #expect(second.hasPrefix("\(target)/tls  2 files  secret/keys  updated: crt  ("), "\(second)")
        #expect(second.hasSuffix(" ms)"))
        #expect(contents(of: "\(target)/tls/crt") == "two")
        try end(process, signal)
    }

    @Test func aTargetThatIsThereStaysAndIsEmptyAgain() throws {
        #expect(mkdir(target, 0o755) == 0)
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let process = try mount(files)
        try process.line(containing: target)
        process.signal(SIGINT)
        #expect(try process.wait() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: target).isEmpty)
    }

    @Test func aTargetWithSomethingInItIsRefused() throws {
        #expect(mkdir(target, 0o755) == 0)
        try writeFile("important", to: target + "/file")
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let process = try mount(files)
        #expect(try process.wait() == 1)
        #expect(process.output.contains("not empty"), "\(process.output)")
        #expect(contents(of: target + "/file") == "important")
    }

    @Test func whatAKilledOneLeftIsTakenOver() throws {
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let killed = try mount(files)
        try killed.line(containing: target)
        killed.kill()
        let process = try mount(files)
        try process.line(containing: target)
        #expect(contents(of: "\(target)/tls/crt") == "one")
        process.signal(SIGINT)
        #expect(try process.wait() == 0)
        #expect((try? FileManager.default.contentsOfDirectory(atPath: target))?.isEmpty != false)
    }

    @Test func aMissingSecretIsWaitedForInWords() throws {
        let files = try files(["pod.yaml": Example.pod])
        try save("", as: "secret.yaml")
        let process = try mount(files + ["-f", directory.appending("secret.yaml")])
        let line = try process.line(containing: "\(target)/tls")
        #expect(line == #"\#(target)/tls  waiting  secret/keys  secret "keys" not found"#)
        try save(Example.secret(["crt": "one"]), as: "secret.yaml")
        try process.line(containing: "updated: crt")
        try end(process)
    }

    @Test(arguments: ["tmpfs", "fuse"])
    func everyMountOfTheContainerIsLaidOut(backend: String) throws {
        let pod = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {tier: front}}
            spec:
              containers:
              - name: main
                image: web
                volumeMounts:
                - {name: tls, mountPath: /etc/tls}
                - {name: tls, mountPath: /again}
                - {name: info, mountPath: /etc/tls/info}
                - {name: tls, mountPath: /etc/web/server.key, subPath: key}
                - {name: cache, mountPath: /cache}
              - name: side
                image: web
                volumeMounts: [{name: info, mountPath: /info}]
              volumes:
              - {name: tls, secret: {secretName: keys}}
              - {name: cache, emptyDir: {}}
              - name: info
                downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
            """
        var files = try files(["pod.yaml": pod, "secret.yaml": Example.secret(["key": "1"])])
        files += ["--backend", backend]
        let process = try mount(files)
        try process.line { $0.contains("/cache") && $0.contains("not served (emptyDir)") }
        #expect(contents(of: "\(target)/etc/tls/key") == "1")
        #expect(contents(of: "\(target)/again/key") == "1")
        #expect(contents(of: "\(target)/etc/tls/info/labels") == #"tier="front""#)
        #expect(contents(of: "\(target)/etc/web/server.key") == "1")
        try save(Example.secret(["key": "2"]), as: "secret.yaml")
        try process.line(containing: "/again")
        #expect(contents(of: "\(target)/etc/web/server.key") == "2", "a subPath follows too")
        #expect(contents(of: "\(target)/etc/tls/info/labels") == #"tier="front""#)
        try end(process)

        let side = try mount(files + ["-c", "side"])
        try side.line(containing: "\(target)/info  1 file  downwardapi")
        #expect(access("\(target)/etc", F_OK) == -1)
        try end(side)
    }

    @Test(arguments: ["tmpfs", "fuse"])
    func aSubPathMayLieInAnotherMount(backend: String) throws {
        let pod = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
              - name: main
                image: web
                volumeMounts:
                - {name: conf, mountPath: /etc/app}
                - {name: tls, mountPath: /etc/app/extra.key, subPath: key}
              volumes:
              - {name: tls, secret: {secretName: keys}}
              - {name: conf, configMap: {name: conf}}
            """
        let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {app.conf: one}\n"
        let files = try files(["pod.yaml": pod, "map.yaml": map, "secret.yaml": Example.secret(["key": "1"])])
        let process = try mount(files + ["--backend", backend])
        try process.line { $0.hasPrefix("\(target)/etc/app ") && $0.hasSuffix("  1 file  configmap/conf") }
        #expect(contents(of: "\(target)/etc/app/app.conf") == "one")
        #expect(contents(of: "\(target)/etc/app/extra.key") == "1")
        try save(map.replacing("one", with: "two"), as: "map.yaml")
        try process.line(containing: "updated: app.conf")
        #expect(contents(of: "\(target)/etc/app/extra.key") == "1")
        try end(process)
    }

    @Test func aReaderThatGoesAwayEndsItAndNothingIsLeft() throws {
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let command = "\"$0\" mount \"$@\" | { read -r line; echo \"$line\"; }"
        let shell = try ChildProcess("/bin/sh", ["-c", command, Binary.secretd] + files + [target])
        try shell.line(containing: "\(target)/tls")
        // Sooner or later a line has no reader: the first of these may still be taken into the pipe.
        var code: Int32?
        for value in 0..<50 where code == nil {
            try save(Example.secret(["crt": "\(value)"]), as: "secret.yaml")
            code = try? shell.wait(within: 0.2)
        }
        #expect(code == 0)
        #expect(access(target, F_OK) == -1, "nothing is left behind")
    }

    @Test(arguments: ["-", "/dev/fd/0"])
    func whatCanBeReadOnlyOnceIsRefused(file: String) throws {
        let process = try mount(["-f", file])
        #expect(try process.wait() == 2)
        #expect(process.output.contains("give a file"))
    }

    @Test func twoVolumesAtOnePlaceAreRefused() throws {
        let path = "{name: tls, mountPath: /tls, readOnly: true}"
        let pod = Example.pod.replacing("[\(path)]", with: "[\(path), {name: tls, mountPath: /tls/}]")
        let process = try mount(files(["pod.yaml": pod]))
        #expect(try process.wait() == 1)
        #expect(process.output.contains("two volumes are mounted at /tls"), "\(process.output)")
    }

    @Test func aBrokenEditIsToldAndTheLastGoodVersionStays() throws {
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let process = try mount(files)
        try process.line(containing: target)
        try save("kind: [", as: "secret.yaml")
        let line = try process.line(containing: "the last good version stays")
        #expect(line.contains("secret.yaml:"))
        #expect(contents(of: "\(target)/tls/crt") == "one")
        try end(process)
    }

    @Test func whatCannotBeChosenIsAskedFor() throws {
        let other = Example.pod.replacing("name: web}", with: "name: other}")
        let files = try files(["a.yaml": Example.pod, "b.yaml": other, "secret.yaml": Example.secret(["crt": "one"])])
        let several = try mount(files)
        #expect(try several.wait() == 1)
        let names = "default/web, default/other"
        #expect(several.output == "secretd: the files have several Pods, choose one with -p: \(names)\n")

        let absent = try mount(files + ["-p", "absent"])
        #expect(try absent.wait() == 1)
        #expect(absent.output.contains("no Pod absent"))

        let container = try mount(files + ["-p", "other", "-c", "absent"])
        #expect(try container.wait() == 1)
        #expect(container.output == "secretd: Pod other has no container absent; it has main\n")

        let chosen = try mount(files + ["-p", "default/other"])
        try chosen.line(containing: target)
        try end(chosen)
    }

    @Test func aFileThatIsNotThereOrHasErrorsIsNamed() throws {
        let absent = try mount(["-f", directory.appending("absent.yaml")])
        #expect(try absent.wait() == 1)
        #expect(absent.output.contains("absent.yaml: No such file or directory"))

        let bad = try mount(files(["bad.yaml": "kind: Pod\napiVersion: v1\nmetadata: {name: x}\n"]))
        #expect(try bad.wait() == 1)
        #expect(bad.output.contains("bad.yaml:"))
        #expect(bad.output.contains("spec.containers: Required value"))
        #expect(access(target, F_OK) == -1)
    }

    @Test func withoutRootATmpfsThatIsThereDoes() throws {
        let memory = try TemporaryDirectory(in: "/dev/shm")
        chmod(directory.path, 0o755)
        chmod(memory.path, 0o1777)
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let target = memory.appending("out")
        let process = try ChildProcess(
            "setpriv",
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", Binary.secretd, "mount", "--backend", "tmpfs"]
                + files + [target]
        )
        try process.line(containing: "\(target)/tls  1 file  secret/keys")
        #expect(contents(of: "\(target)/tls/crt") == "one")
        process.signal(SIGINT)
        #expect(try process.wait() == 0)
        #expect(access(target, F_OK) == -1, "nothing is left behind")
    }

    @Test func targetBelongsToTheOwnerOfTheDirectoryItIsMadeIn() throws {
        chmod(directory.path, 0o755)
        chown(directory.path, 65534, 65534)
        let files = try files(["pod.yaml": Example.pod, "secret.yaml": Example.secret(["crt": "one"])])
        let process = try mount(files)
        try process.line(containing: target)
        func cat(as user: String) throws -> (Int32, String) {
            let path = "\(target)/tls/crt"
            let ids = ["--reuid", user, "--regid", user, "--clear-groups"]
            let cat = try ChildProcess("setpriv", ids + ["cat", path])
            return (try cat.wait(), cat.output)
        }
        #expect(try cat(as: "65534") == (0, "one"))
        #expect(try cat(as: "65533").0 != 0)
        try end(process)
    }
}
