import APIServer
import ArgumentParser
import KubeObjects
import Kubectl

/// `secretd apply view-last-applied`
struct ViewLastAppliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view-last-applied",
        abstract: "Show what was applied to objects last; of Secrets the keys alone.",
        discussion: """
              secretd apply view-last-applied secret x
              secretd apply view-last-applied secret/x -o json
            """
    )

    @Argument(help: "A kind and names, or kind/name.")
    var objects: [String]

    /// Takes the options that come behind this command's name too.
    @ParentCommand var apply: ApplyCommand

    func run() async throws {
        let output = apply.flags.output ?? "yaml"
        guard ["yaml", "json"].contains(output) else {
            throw KubectlError("Unexpected -o output mode: \(output), the flag 'output' must be one of yaml|json")
        }
        let api = try apply.client.client(warning: Output.error)
        for (kind, name) in try selected() {
            guard let resource = ResourceName.resources(named: kind).first else {
                throw KubectlError("the server doesn't have a resource type \"\(kind)\"")
            }
            let requests = ObjectRequests(api, resource, namespace: apply.client.namespace, name: name)
            let found: JSONValue?
            do throws(ClientError) { found = try await requests.get() } catch { throw KubectlError(error) }
            guard let found else {
                throw KubectlError(verbatim: "Error from server (NotFound): \(resource.name) \"\(name)\" not found")
            }
            guard let applied = LastApplied.configuration(of: LastApplied.masked(found)) else { continue }
            Output.text(output == "yaml" ? YAMLWriter.text(of: applied) : LastApplied.jsonText(of: applied))
        }
    }

    private func selected() throws(KubectlError) -> [(kind: String, name: String)] {
        if objects.contains(where: { $0.contains("/") }) {
            var pairs: [(kind: String, name: String)] = []
            for object in objects {
                let parts = object.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2 else {
                    throw KubectlError(
                        "there is no need to specify a resource type as a separate argument when passing "
                            + "arguments in resource/name form (e.g. 'secretd get resource/<resource_name>' instead of "
                            + "'secretd get resource resource/<resource_name>'"
                    )
                }
                pairs.append((parts[0], parts[1]))
            }
            return pairs
        }
        return objects.dropFirst().map { (objects[0], $0) }
    }
}
