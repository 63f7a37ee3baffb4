import APIServer
import ArgumentParser
import KubeObjects
import Kubectl

/// `secretd delete`.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete objects by name, by label, or by the files that describe them, and wait until they are gone.",
        discussion: """
              secretd delete secret kuard-tls
              secretd delete secret/a configmap/b
              secretd delete -f pod.yaml --ignore-not-found
              secretd delete secrets -l app=web
              secretd delete pods --all -n staging
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var files: FilenameOptions

    @Argument(help: "TYPE NAME…, TYPE/NAME…, or TYPE with -l or --all.", completion: ObjectCompletion.arguments)
    var arguments: [String] = []

    @Option(name: [.customShort("l", allowingJoined: true), .long], help: "Those with these labels.")
    var selector: String?

    @Option(help: "Those with these fields.")
    var fieldSelector: String?

    @Flag(help: "All objects of the type in the namespace.")
    var all = false

    @Flag(name: [.customShort("A"), .long], help: "In every namespace.")
    var allNamespaces = false

    @Option(help: "background, foreground or orphan.")
    var cascade: DeleteOptions.Cascade = .background

    @Flag(help: "At once, without a grace period and without waiting.")
    var force = false

    @Option(help: ArgumentHelp("Seconds that a Pod may take to end; 0 needs --force.", valueName: "seconds"))
    var gracePeriod = -1

    @Flag(help: "As --grace-period=1.")
    var now = false

    @Flag(inversion: .prefixedNo, help: "What is not there is as good as deleted; the default with --all.")
    var ignoreNotFound: Bool?

    @Flag(inversion: .prefixedNo, help: "Wait until the objects are gone.")
    var wait = true

    @Option(help: ArgumentHelp("How long to wait, such as 30s; 0: as long as it takes.", valueName: "duration"))
    var timeout = "0s"

    @Option(help: "none, client (say what would be deleted) or server (have the daemon check it too).")
    var dryRun: DeleteOptions.DryRun = .none

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("name: print type/name.", valueName: "name")
    )
    var output: String?

    func run() async throws {
        guard let timeout = GoDuration.parse(timeout) else {
            throw CommandFailure("--timeout: \(timeout) is no duration, such as 30s", code: 2)
        }
        let options = try DeleteOptions(
            dryRun: dryRun,
            cascade: cascade,
            gracePeriod: gracePeriod,
            isForced: force,
            isNow: now,
            waits: wait,
            timeout: timeout == .zero ? nil : timeout,
            // What matched a moment ago, and is gone, is what was wanted.
            ignoresNotFound: ignoreNotFound ?? (all || selector != nil || fieldSelector != nil)
        )
        guard output == nil || output == "name" else {
            throw KubectlError("unexpected -o output mode: \(output ?? ""). We only support '-o name'")
        }
        let selectors = ObjectSelectors(
            label: try SelectorText.given(selector, "--selector") ?? "",
            field: try SelectorText.given(fieldSelector, "--field-selector") ?? ""
        )
        try refuseAllBesideSelectors()
        let isNamespaceGiven = client.givenNamespace != nil
        let client = try client.client()
        let deletion = ObjectDeletion(client, options)
        if let warning = options.warning { Output.error(warning) }
        let targets = try await targets(client, selectors)
        if isNamespaceGiven, targets.contains(where: { !$0.resource.isNamespaced }) {
            Output.error("Warning: deleting cluster-scoped resources, not scoped to the provided namespace")
        }
        var failures = ObjectFailures()
        var pending: [ObjectDeletion.Pending] = []
        for target in targets {
            do throws(ObjectFailure) {
                if let begun = try await deletion.begin(target) { pending.append(begun) }
                Output.line(
                    output == "name"
                        ? "\(target.resource.singular)/\(target.name)"
                        : "\(target.resource.singular) \"\(target.name)\" \(options.verb)"
                )
            } catch {
                if error.isNotFound, options.ignoresNotFound { continue }
                failures.append(error)
                if error.endsAll { break }
            }
        }
        if targets.isEmpty { Output.line("No resources found") }
        for each in pending {
            do {
                try await deletion.wait(for: each)
            } catch let error as ClientError {
                failures.append(.request(error, context: nil))
            } catch let error as KubectlError {
                failures.append(ObjectFailure(error))
            }
        }
        if let error = failures.error() { throw error }
    }

    private func refuseAllBesideSelectors() throws(KubectlError) {
        guard all else { return }
        if selector != nil { throw KubectlError("setting 'all' parameter but found a non empty selector. ") }
        if fieldSelector != nil { throw KubectlError("cannot set --all and --field-selector at the same time") }
    }

    private func targets(_ client: APIClient, _ selectors: ObjectSelectors) async throws -> [ObjectDeletion.Target] {
        let namespace = self.client.namespace
        if !files.isEmpty {
            try files.refuse(arguments, fieldSelector: selectors.field)
            var targets: [ObjectDeletion.Target] = []
            for entry in try files.entries(self.client, validates: false, selector: selectors.label) {
                switch entry {
                case .failure(let failure): throw KubectlError(failure)
                case .object(let input):
                    targets.append(
                        .init(input.resource, namespace: input.namespace, name: input.name, source: input.source)
                    )
                }
            }
            return targets
        }
        let isBulk = all || selector != nil || fieldSelector != nil
        var targets: [ObjectDeletion.Target] = []
        for target in try ObjectArguments.parse(
            arguments,
            bulk: isBulk ? .selected : .refused,
            allNamespaces: allNamespaces
        ) {
            switch target {
            case .named(let resource, let name):
                targets.append(.init(resource, namespace: namespace, name: name))
            case .all(let resource):
                let found = try await client.metadata(
                    of: resource,
                    namespace: allNamespaces ? nil : namespace,
                    selectors: selectors
                )
                targets += found.map { metadata in
                    .init(
                        resource,
                        namespace: metadata["namespace"]?.text ?? namespace,
                        name: metadata["name"]?.text ?? "",
                        uid: metadata["uid"]?.text
                    )
                }
            }
        }
        return targets
    }
}

extension DeleteOptions.DryRun: ExpressibleByArgument {}
extension DeleteOptions.Cascade: ExpressibleByArgument {}
