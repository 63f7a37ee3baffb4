import Foundation
import Glibc
import TestSupport
import Testing

/// A kubectl that is on this machine.
struct Kubectl: Sendable, CustomTestStringConvertible {
    let path: String
    var testDescription: String { path }

    /// Debian's old one that `make deps` unpacks, the one on the PATH, and every `kubectl.1.NN` beside it or on the PATH.
    static let all: [Kubectl] = {
        var candidates = [Repository.path + "/.build/kubectl/usr/bin/kubectl"]
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        var directories = path.split(separator: ":").map(String.init)
        if let first = directories.map({ $0 + "/kubectl" }).first(where: { (path: String) in access(path, X_OK) == 0 })
        {
            candidates.append(first)
            if let real = realpath(first, nil) {
                directories.append((String(cString: real) as NSString).deletingLastPathComponent)
                free(real)
            }
        }
        for directory in directories {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
            candidates += names.filter { $0.hasPrefix("kubectl.1.") }.sorted().map { "\(directory)/\($0)" }
        }
        var seen: Set<String> = []
        return candidates.filter { access($0, X_OK) == 0 && seen.insert($0).inserted }.map(Kubectl.init)
    }()
}

/// Real clients, typing what kubectl/scenarios/*.txt say.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(10)))
struct KubectlMatrix {
    private static let directory = "\(Repository.path)/Tests/IntegrationTests/kubectl"

    private func type(with kubectl: Kubectl, _ options: String...) throws {
        let node = try TestNode()
        try node.startWithAPI()
        #expect(try node.eventually { access("\(node.state)/admin.kubeconfig", R_OK) == 0 })
        let process = try ChildProcess(
            "\(Self.directory)/run.py",
            [
                "--kubectl", kubectl.path, "--kubeconfig", "\(node.state)/admin.kubeconfig",
                "--manifests", node.manifests, "--volumes", node.volumes,
            ] + options
        )
        #expect(try process.wait(within: 200) == 0, "\(process.output)")
        // Which client it was, and how much it did, belongs into the record.
        print(String(process.output.split(separator: "\n").last ?? ""), kubectl.path)
        try node.stop()
    }

    @Test(.enabled(if: !Kubectl.all.isEmpty, "there is no kubectl"), arguments: Kubectl.all)
    func everyScenarioWorksAsItIsWritten(kubectl: Kubectl) throws {
        try type(with: kubectl)
    }

    @Test(.enabled(if: !Kubectl.all.isEmpty, "there is no kubectl"), arguments: [Kubectl.all.first, Kubectl.all.last])
    func withWarmCachesToo(kubectl: Kubectl?) throws {
        if let kubectl { try type(with: kubectl, "--warm") }
    }

    private static let python = "\(Repository.path)/.build/python/bin/python3"
    private static let hasClient: Bool = {
        guard let process = try? ChildProcess(python, ["-c", "import kubernetes"]) else { return false }
        return (try? process.wait()) == 0
    }()

    @Test(.enabled(if: hasClient, "Python's package kubernetes is not there: make deps"))
    func pythonsClientWorks() throws {
        let node = try TestNode()
        try node.startWithAPI()
        #expect(try node.eventually { access("\(node.state)/admin.kubeconfig", R_OK) == 0 })
        let process = try ChildProcess(Self.python, ["\(Self.directory)/client.py", "\(node.state)/admin.kubeconfig"])
        #expect(try process.wait(within: 60) == 0, "\(process.output)")
    }
}
