import ArgumentParser
import Kubectl

/// What the commands that write objects have in common.
struct WriteFlags: ParsableArguments {
    @Option(help: ArgumentHelp("Only say what would be done; server: check it too.", valueName: "none|client|server"))
    var dryRun: String = "none"

    @Option(help: ArgumentHelp("What to do about unknown fields.", valueName: "strict|warn|ignore"))
    var validate: String = "strict"

    @Option(help: ArgumentHelp("Who is noted as the fields' owner.", valueName: "name"))
    var fieldManager: String?

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("Print the objects, not what was done: json, yaml, name, jsonpath=….", valueName: "format")
    )
    var output: String?

    @Flag(name: .long, inversion: .prefixedNo, exclusivity: .chooseLast, help: "With -o: print managedFields too.")
    var showManagedFields = false

    /// - Parameter manager: The owner where none is named.
    func options(manager: String) throws(KubectlError) -> WriteOptions {
        try WriteOptions(dryRun: dryRun, validate: validate, manager: fieldManager ?? manager)
    }

    func results(_ options: WriteOptions) throws(KubectlError) -> ResultOutput {
        try ResultOutput(format: output, dryRun: options.dryRun, showsManagedFields: showManagedFields)
    }
}
