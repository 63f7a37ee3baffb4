import ArgumentParser
import FusePublishing
import Glibc
import KubeObjects
import Notifying

/// `secretd validate`
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Say what is wrong with manifests and with the configuration file.",
        discussion: """
            Prints a line for each object and one for each error and warning, with file:line:column. Values are never \
            printed. Exit code: 0 without errors, 1 with errors.

            --explain asks the access rules of the configuration file about one open, prints the verdict, and for each \
            rule whether it matches. Exit code: 0 allowed, 1 denied.

            --explain-credential does so with the rules for units' LoadCredential=. Whether the file is there only the \
            daemon knows.

              secretd validate -f pod.yaml -f manifests/
              kubectl create secret generic x --from-literal=a=b --dry-run=client -o yaml | secretd validate -f -
              secretd validate --config /etc/secretd/config.yaml
              secretd validate --config config.yaml --explain default/web/tls/tls.key --uid 33 --unit nginx.service
              secretd validate --config config.yaml --explain-credential nginx.service/tls.key
            """
    )

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: "File or directory of manifests, or - for standard input. Repeatable."
    )
    var files: [String] = []

    @Option(help: "Configuration file of secretd run.")
    var config: String?

    @OptionGroup var explain: ExplainOptions

    mutating func validate() throws {
        if files.isEmpty, config == nil { throw ValidationError("give -f FILE, --config FILE, or both") }
        if explain.explain != nil, config == nil { throw ValidationError("--explain needs --config FILE") }
        if explain.explainCredential != nil, config == nil {
            throw ValidationError("--explain-credential needs --config FILE")
        }
    }

    func run() throws {
        var configuration: Configuration? = Configuration()
        if let config { configuration = try checkConfiguration(config) }
        let areManifestsGood = try files.isEmpty || checkManifests()
        guard let configuration, areManifestsGood else { throw ExitCode(1) }
        var isDenied = false
        if let file = try explain.file() {
            let policy = AccessPolicy(rules: configuration.accessRules)
            let explanation = AccessExplanation(of: policy, opener: explain.opener, file: file)
            for line in explanation.lines { Output.line(line) }
            isDenied = explanation.decision.verdict == .denied
        }
        if let request = try explain.credential() {
            let explanation = CredentialExplanation(of: configuration.credentials.policy, request)
            for line in explanation.lines { Output.line(line) }
            isDenied = isDenied || !explanation.isAllowed
        }
        if isDenied { throw ExitCode(1) }
    }

    /// What the file says; nil where it has errors.
    private func checkConfiguration(_ path: String) throws(CommandFailure) -> Configuration? {
        let (configuration, problems) = try Configuration.check(path, isRoot: geteuid() == 0)
        guard problems.isEmpty else {
            for problem in problems { Output.line("error    \(problem)") }
            return nil
        }
        let rules = configuration.accessRules
        let notify = configuration.notify.rules.count
        let told = notify == 0 ? "" : ", \(count(notify, "notify rule"))"
        Output.line("ok       \(path): \(count(rules.count, "access rule"))\(told)")
        let needsFuse = !rules.isEmpty || configuration.audit.level != .off
        if needsFuse, configuration.backend != .fuse {
            Output.line("warning  \(path): access rules and audit need volumes.backend: fuse, or run --backend fuse")
        }
        return configuration
    }

    /// Whether there is no error.
    private func checkManifests() throws(CommandFailure) -> Bool {
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
        return errors == 0
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
