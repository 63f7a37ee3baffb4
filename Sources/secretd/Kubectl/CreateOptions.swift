import APIServer
import ArgumentParser
import Glibc
import KubeObjects
import Kubectl

/// What all commands under `create` take.
struct CreateOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("What the new object is called.", valueName: "name"))
    var names: [String] = []

    @OptionGroup var client: ClientOptions

    @OptionGroup var flags: WriteFlags

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Note in the object what secretd apply goes on from.")
    var saveConfig = false

    /// Makes the object, has the daemon keep it, and prints what came of it.
    ///
    /// - Parameters:
    ///   - command: The command's whole name.
    ///   - draft: Gets the name that was typed, and the namespace if one was.
    func create<Draft: ObjectDraft>(command: String, _ draft: (DraftName) -> Draft) async throws {
        guard names.count == 1 else {
            throw KubectlError(
                "exactly one NAME is required, got \(names.count)\nSee '\(command) -h' for help and examples"
            )
        }
        let options = try flags.options(manager: "kubectl-create")
        let printer = try printer()
        try Self.requireUTF8()
        var object = try draft(DraftName(names[0], namespace: client.givenNamespace)).object()
        if saveConfig { object = LastApplied.annotated(object) }
        if options.dryRun != .client {
            let daemon = try client.client { Output.error($0) }
            object = try await Draft.send(object, to: daemon, namespace: client.namespace, options)
        }
        if let printer {
            Output.text(try printer.text(of: object, keys: .typed))
        } else {
            Output.line(WriteResult(Draft.resource, object, "created").line(options.dryRun))
        }
    }

    private func printer() throws(KubectlError) -> ObjectPrinter? {
        guard let output = flags.output, !output.isEmpty else { return nil }
        return try ObjectPrinter(parsing: output, showsManagedFields: flags.showManagedFields)
    }

    /// Swift has put another character in the place of bytes that are no UTF-8: a password would be kept wrong.
    private static func requireUTF8() throws(KubectlError) {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            if String(validatingCString: argument) == nil {
                throw KubectlError("argument \(index) is not UTF-8; give such a value with --from-file")
            }
        }
    }
}
