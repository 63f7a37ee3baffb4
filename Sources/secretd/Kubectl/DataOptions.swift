import ArgumentParser
import Glibc
import KubeObjects
import Kubectl

/// Where the data of a new Secret or ConfigMap come from.
struct DataOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file, pipe, or directory of files; the key is the file's name if none is given. Repeatable.",
            valueName: "[key=]path"
        )
    )
    var fromFile: [String] = []

    @Option(help: ArgumentHelp("One value. Repeatable.", valueName: "key=value"))
    var fromLiteral: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file of KEY=value lines; a line KEY takes the environment's value. Not with the other two. Repeatable.",
            valueName: "path"
        )
    )
    var fromEnvFile: [String] = []

    /// - Parameter command: The command's whole name.
    func sources(command: String) throws(KubectlError) -> DataSources {
        DataSources(
            literals: fromLiteral,
            files: try CommaList.values(of: fromFile, flag: "--from-file", command: command),
            environmentFiles: try CommaList.values(of: fromEnvFile, flag: "--from-env-file", command: command)
        ) { name in
            getenv(name).map { SecretBytes(copying: UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        }
    }
}
