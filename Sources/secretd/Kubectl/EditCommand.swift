import ArgumentParser
import Glibc
import KubeObjects
import Kubectl

/// `secretd edit`.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change objects in an editor: $KUBE_EDITOR, $EDITOR or vi.",
        discussion: """
            The file lies in a directory of its own in memory where there is one, and is overwritten in the end. Values of \
            Secrets are base64 in it.

              secretd edit secret kuard-tls
              secretd edit configmap/web pod/web
              KUBE_EDITOR='code --wait' secretd edit secret kuard-tls -o json
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var files: FilenameOptions

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("Edit as JSON or YAML, and print the objects afterwards so.", valueName: "yaml|json")
    )
    var output: String?

    @Flag(help: "Print each patch before it is sent.")
    var outputPatch = false

    @Flag(help: "Note what the object is now, so that apply can go on from it.")
    var saveConfig = false

    @Option(help: ArgumentHelp("What to do about unknown fields.", valueName: "strict|warn|ignore"))
    var validate = "strict"

    @Option(help: ArgumentHelp("Who is noted as the fields' owner.", valueName: "name"))
    var fieldManager = "kubectl-edit"

    @Argument(help: "TYPE [NAME…] or TYPE/NAME…", completion: ObjectCompletion.arguments)
    var arguments: [String] = []

    func run() async throws {
        let options = try WriteOptions(dryRun: "none", validate: validate, manager: fieldManager)
        var results = try ResultOutput(format: output, dryRun: .none, showsManagedFields: false)
        let form = output.flatMap(EditText.Form.init) ?? .yaml
        let api = try client.client(warning: Output.error)
        let objects = try await objects(api)
        let environment = { (name: String) in getenv(name).map { String(cString: $0) } }
        let directory = try EditDirectory(in: [environment("XDG_RUNTIME_DIR") ?? "", "/run", "/dev/shm"])
        // While the editor runs, ^C is the editor's alone.
        let cleanup = SignalCleanup(on: [SIGHUP, SIGINT, SIGQUIT, SIGTERM]) { directory.wipe() }
        defer { cleanup.end() }
        let program = EditorProgram(environment: environment)
        let editor = ObjectEditor(api, options, form, in: directory, with: program, savesConfiguration: saveConfig)
        do throws(EditFailure) {
            try await editor.run(
                objects,
                patch: { patch in
                    let shown = objects.contains { $0.1["kind"] == "Secret" } ? LastApplied.withoutValues(patch) : patch
                    if outputPatch { Output.line("Patch: \(GoJSONWriter.compactText(of: shown))") }
                },
                show: { result in
                    // What was done is done, whatever a JSONPath makes of it.
                    do { try results.show(result) } catch { Output.error("error: the object does not fit --output") }
                },
                warn: Output.error
            )
            directory.wipe()
        } catch {
            directory.wipe(keeping: error.kept)
            throw KubectlError(verbatim: error.message)
        }
    }

    private func objects(_ api: APIClient) async throws -> [(GetTarget, JSONValue)] {
        let targets =
            files.isEmpty
            ? try ObjectArguments.parse(arguments).map { GetTarget($0, namespace: client.namespace) }
            : try files.read(client, besides: arguments).map {
                GetTarget($0.resource, name: $0.name, namespace: $0.namespace)
            }
        var objects: [(GetTarget, JSONValue)] = []
        let visit = ObjectVisit(api, allNamespaces: false, selectors: ObjectSelectors())
        let failures = await visit.run(targets) { (target, object) in objects.append((target, object)) }
        if let error = failures.error() { throw error }
        return objects
    }
}
