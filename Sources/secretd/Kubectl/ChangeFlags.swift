import ArgumentParser
import Kubectl

/// What the commands that change objects have in common.
struct ChangeFlags: ParsableArguments {
    @Option(help: ArgumentHelp("Only say what would be done; server: check it too.", valueName: "none|client|server"))
    var dryRun: String = "none"

    @Option(help: ArgumentHelp("Who is noted as the fields' owner.", valueName: "name"))
    var fieldManager: String?

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("Print the objects, not what was done: json, yaml, name, jsonpath=….", valueName: "format")
    )
    var output: String?

    @Flag(name: .long, inversion: .prefixedNo, exclusivity: .chooseLast, help: "With -o: print managedFields too.")
    var showManagedFields = false

    /// - Parameters:
    ///   - manager: The owner where none is named.
    ///   - validate: What is done about unknown fields.
    func options(manager: String, validate: String = "warn") throws(KubectlError) -> WriteOptions {
        try WriteOptions(dryRun: dryRun, validate: validate, manager: fieldManager ?? manager)
    }

    /// - Parameter marksDryRun: Whether ` (dry run)` stands behind what was not done.
    func results(_ options: WriteOptions, marksDryRun: Bool) throws(KubectlError) -> ResultOutput {
        try ResultOutput(
            format: output,
            dryRun: marksDryRun ? options.dryRun : .none,
            showsManagedFields: showManagedFields
        )
    }
}
