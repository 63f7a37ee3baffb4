import APIServer
import ArgumentParser
import KubeObjects
import Kubectl
import LinuxSystem

/// `secretd kubeconfig`: what points kubectl, and every other Kubernetes client, here.
struct KubeconfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kubeconfig",
        abstract: "Print or write the kubeconfig that points kubectl here.",
        discussion: """
            It holds the key of an administrator: whoever has it may do everything that whoever may use the socket may. It \
            is renewed before its certificate ends, a year after it was made; fetch it again then.

              secretd kubeconfig ~/.kube/secretd                             write it, for its owner alone
              KUBECONFIG=~/.kube/secretd kubectl get secrets
              KUBECONFIG=~/.kube/config:~/.kube/secretd kubectl config use-context secretd
            """
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "Where to write it (mode 0600, replaced at once). Without: standard output.")
    var file: String?

    func run() async throws {
        let answer = try await client.client().send("GET", APIHandler.kubeconfigPath)
        guard let text = answer["kubeconfig"]?.text else {
            throw CommandFailure("the daemon's answer has no kubeconfig")
        }
        guard let file else {
            Output.line(text)
            return
        }
        do throws(SystemError) {
            let (directory, name) = Self.split(file)
            _ = try Kubeconfig.write(text, to: name, in: Directory(opening: directory))
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
        Output.line("\(file) written; use it with: export KUBECONFIG=\(file)")
    }

    private static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let directory = path[..<slash]
        return (directory.isEmpty ? "/" : String(directory), String(path[path.index(after: slash)...]))
    }
}
