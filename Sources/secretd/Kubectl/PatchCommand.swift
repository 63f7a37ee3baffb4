import ArgumentParser
import KubeObjects
import Kubectl

/// `secretd patch`.
struct PatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patch",
        abstract: "Change fields of objects by a strategic merge patch, a JSON merge patch or a JSON patch.",
        discussion: """
              secretd patch secret kuard-tls -p '{"data":{"key":"dmFsdWU="}}'
              secretd patch configmap/web --patch-file changes.yaml
              secretd patch secret kuard-tls --type json -p '[{"op":"remove","path":"/data/key"}]'

            A value on the command line can be seen by others on the machine; --patch-file - reads standard input.
            """
    )

    /// Of a patch in a file, in bytes. Source: k8s.io/apiserver, the limit of a request.
    private static let largestPatch = 3 << 20

    @OptionGroup var client: ClientOptions
    @OptionGroup var files: FilenameOptions
    @OptionGroup var flags: ChangeFlags

    @Option(
        name: [.customShort("p", allowingJoined: true), .long],
        parsing: .unconditional,
        help: ArgumentHelp("The patch, as JSON or YAML.", valueName: "patch")
    )
    var patch = ""

    @Option(help: ArgumentHelp("A file that holds the patch, or - for standard input.", valueName: "file"))
    var patchFile = ""

    @Option(help: ArgumentHelp("What kind of patch it is.", valueName: "strategic|merge|json"))
    var type = "strategic"

    @Argument(help: "TYPE NAME… or TYPE/NAME…", completion: ObjectCompletion.arguments)
    var arguments: [String] = []

    func run() async throws {
        let options = try flags.options(manager: "kubectl-patch")
        let patch = try ObjectPatch(parsing: try text(), kind: type)
        let targets =
            files.isEmpty
            ? try ObjectArguments.parse(arguments, bulk: .refused).map { GetTarget($0, namespace: client.namespace) }
            : try files.read(client, besides: arguments).map {
                GetTarget($0.resource, name: $0.name, namespace: $0.namespace)
            }
        var output = try flags.results(options, marksDryRun: false)
        let api = try client.client(warning: Output.error)
        let patcher = ObjectPatcher(api, patch, options)
        let visit = ObjectVisit(api, allNamespaces: false, selectors: ObjectSelectors())
        let failures = await visit.run(targets) { (target, object) async throws(ObjectFailure) in
            try output.show(try await patcher.run(target, object))
        }
        if let error = failures.error() { throw error }
    }

    private func text() throws(KubectlError) -> SecretBytes {
        guard patch.isEmpty || patchFile.isEmpty else {
            throw KubectlError("cannot specify --patch and --patch-file together")
        }
        guard patchFile.isEmpty else {
            let bytes: SecretBytes
            do {
                bytes = try InputFile.read(patchFile, limit: Self.largestPatch)
            } catch {
                throw KubectlError("unable to read patch file: open \(patchFile): \(error.reason.lowercased())")
            }
            guard bytes.count <= Self.largestPatch else {
                throw KubectlError("\(patchFile): larger than \(Self.largestPatch >> 20) MiB")
            }
            return bytes
        }
        guard !patch.isEmpty else {
            throw KubectlError("must specify --patch or --patch-file containing the contents of the patch")
        }
        return SecretBytes(utf8: patch)
    }
}
