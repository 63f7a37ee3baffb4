import ArgumentParser
import KubeObjects

/// `secretd validate`
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Say what is wrong with manifests.",
        discussion: """
            Prints a line for each object and one for each error and warning, with file:line:column. Values are never \
            printed. Exit code: 0 without errors, 1 with errors.

              secretd validate -f pod.yaml -f manifests/
              kubectl create secret generic x --from-literal=a=b --dry-run=client -o yaml | secretd validate -f -
            """
    )

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: "File or directory of manifests, or - for standard input. Repeatable."
    )
    var files: [String]

    func run() throws {
        var objects = 0
        var errors = 0
        var warnings = 0
        for file in try ManifestFiles.read(files) {
            let manifest = file.manifest
            if let failure = file.failure {
                Output.line("error    \(failure)")
                errors += 1
                continue
            }
            for entry in manifest.entries where !entry.problems.contains(where: { $0.severity == .error }) {
                Output.line("ok       \(file.path):\(entry.mark): \(entry.object.key)")
            }
            for problem in manifest.problems {
                let label = problem.severity == .error ? "error  " : "warning"
                Output.line("\(label)  \(file.path):\(problem)")
            }
            if manifest.entries.isEmpty, manifest.problems.isEmpty {
                Output.line("ok       \(file.path): nothing in it")
            }
            objects += manifest.entries.count
            errors += manifest.errors.count
            warnings += manifest.warnings.count
        }
        Output.line("\(count(objects, "object")), \(count(errors, "error")), \(count(warnings, "warning"))")
        if errors > 0 { throw ExitCode(1) }
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
