import ArgumentParser
import KubeObjects
import Kubectl

/// `label` and `annotate`, which are the same command about two fields.
struct MetadataOptions: ParsableArguments {
    @OptionGroup var target: TargetOptions
    @OptionGroup var flags: ChangeFlags

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Give a key another value than it has.")
    var overwrite = false

    @Flag(help: "Print them, and change nothing.")
    var list = false

    @Option(help: ArgumentHelp("Only if the object is still of this version.", valueName: "version"))
    var resourceVersion = ""

    @Argument(
        help: "TYPE NAME… or TYPE/NAME…, and behind it KEY=VALUE… and KEY-…",
        completion: ObjectCompletion.arguments
    )
    var arguments: [String] = []

    func run(_ subject: MetadataChange.Subject, manager: String) async throws {
        let options = try flags.options(manager: manager)
        let (objects, words) = try MetadataChange.split(arguments, subject)
        let change = try MetadataChange(parsing: words, subject)
        try target.check()
        guard !objects.isEmpty || !target.files.isEmpty else {
            throw KubectlError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
        }
        guard !change.isEmpty || list else { throw KubectlError("at least one \(subject.rawValue) update is required") }
        let targets = try target.targets(objects)
        let isOne = targets.count == 1 && targets[0].name != nil
        guard resourceVersion.isEmpty || isOne else {
            throw KubectlError("--resource-version may only be used with a single resource")
        }
        var output = try flags.results(options, marksDryRun: true)
        let api = try target.client.client(warning: Output.error)
        let visit = ObjectVisit(api, allNamespaces: target.allNamespaces, selectors: target.selectors)
        let changer = MetadataChanger(
            api,
            change,
            options,
            overwrites: overwrite,
            resourceVersion: resourceVersion
        )
        let failures = await visit.run(targets) { (target, object) async throws(ObjectFailure) in
            if subject == .label {
                for key in change.missing(in: object) { Output.line("label \(key.goQuoted) not found.") }
            }
            if list {
                let changed = try change.applied(to: object, overwrites: overwrite)
                Output.text(MetadataList.text(of: changed, subject, isOne: isOne))
                return
            }
            try output.show(try await changer.run(target, object))
        }
        if let error = failures.error() { throw error }
    }
}
