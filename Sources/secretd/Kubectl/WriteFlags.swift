import ArgumentParser
import Kubectl

/// What the commands that write whole objects have in common.
struct WriteFlags: ParsableArguments {
    @OptionGroup var change: ChangeFlags

    @Option(help: ArgumentHelp("What to do about unknown fields.", valueName: "strict|warn|ignore"))
    var validate: String = "strict"

    var output: String? { change.output }
    var showManagedFields: Bool { change.showManagedFields }

    /// - Parameter manager: The owner where none is named.
    func options(manager: String) throws(KubectlError) -> WriteOptions {
        try change.options(manager: manager, validate: validate)
    }

    func results(_ options: WriteOptions) throws(KubectlError) -> ResultOutput {
        try change.results(options, marksDryRun: true)
    }
}
