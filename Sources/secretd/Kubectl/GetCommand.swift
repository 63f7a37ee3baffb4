import ArgumentParser
import Kubectl

/// `secretd get`.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Show objects: as a table, as YAML or JSON, or what a JSONPath finds in them.",
        discussion: """
            A Secret's values are shown by -o yaml, json and jsonpath alone.

              secretd get secrets
              secretd get secrets,configmaps -A --show-labels
              secretd get secret kuard-tls -o yaml
              secretd get secret kuard-tls -o 'jsonpath={.data.kuard\\.crt}'
              secretd get pods -w
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var files: FilenameOptions

    @Argument(help: "TYPE[,TYPE…] [NAME…], or TYPE/NAME….", completion: ObjectCompletion.arguments)
    var arguments: [String] = []

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("wide, yaml, json, name, jsonpath=… or jsonpath-as-json=….", valueName: "format"),
        completion: .list(["wide", "yaml", "json", "name", "jsonpath="])
    )
    var output: String?

    @Option(name: [.customShort("l", allowingJoined: true), .long], help: "Those with these labels.")
    var selector = ""

    @Option(help: "Those with these fields, such as type=Opaque.")
    var fieldSelector = ""

    @Flag(name: [.customShort("A"), .long], help: "In every namespace.")
    var allNamespaces = false

    @Flag(name: [.customShort("w"), .long], help: "Go on with each change, until ^C.")
    var watch = false

    @Flag(help: "Changes alone, without what is there.")
    var watchOnly = false

    @Flag(help: "With -w: the type of each change, ADDED, MODIFIED or DELETED.")
    var outputWatchEvents = false

    @Flag(help: "The labels as last column.")
    var showLabels = false

    @Option(name: [.customShort("L", allowingJoined: true), .long], help: "Labels to show as columns of their own.")
    var labelColumns: [String] = []

    @Flag(help: "No line of column names.")
    var noHeaders = false

    @Flag(help: "The type before each name.")
    var showKind = false

    @Flag(help: "metadata.managedFields too, with yaml and json.")
    var showManagedFields = false

    @Flag(help: "What is not there is no error.")
    var ignoreNotFound = false

    @Option(help: ArgumentHelp("Sort by a field, such as .metadata.name or .metadata.creationTimestamp."))
    var sortBy = ""

    @Option(help: "Objects a request of a long list; 0: all at once.")
    var chunkSize = 500

    func run() async throws {
        let options = GetOptions(
            namespace: client.namespace,
            allNamespaces: allNamespaces,
            selectors: ObjectSelectors(label: selector, field: fieldSelector),
            output: output,
            showsLabels: showLabels,
            labelColumns: labelColumns.flatMap { $0.split(separator: ",").map(String.init) },
            showsHeaders: !noHeaders,
            showsKind: showKind,
            showsManagedFields: showManagedFields,
            ignoresNotFound: ignoreNotFound,
            sortBy: sortBy,
            chunkSize: chunkSize,
            watches: watch,
            watchesOnly: watchOnly,
            showsEvents: outputWatchEvents
        )
        if outputWatchEvents, !options.watches {
            throw KubectlError("--output-watch-events option can only be used with --watch or --watch-only")
        }
        let api = try client.client()
        let targets = try targets()
        if options.watches, Set(targets.map(\.resource)).count > 1 {
            throw KubectlError("you may only specify a single resource type")
        }
        let isFollowed = options.watches && targets.count == 1
        if options.isTable {
            let getter = TableGetter(api, options, print: Output.text, warn: Output.error)
            try await isFollowed ? getter.watch(targets[0]) : getter.run(targets)
        } else {
            let getter = try ObjectGetter(api, options, print: Output.text)
            try await isFollowed ? getter.watch(targets[0]) : getter.run(targets)
        }
        if options.watches {
            throw KubectlError("you may only watch a single resource or type of resource at a time")
        }
    }

    private func targets() throws -> [GetTarget] {
        if !files.isEmpty {
            return try files.read(client, besides: arguments, selector: selector, fieldSelector: fieldSelector).map {
                .init($0.resource, name: $0.name, namespace: $0.namespace)
            }
        }
        guard !arguments.isEmpty else {
            throw KubectlError("Required resource not specified: secretd get secrets, for example")
        }
        let bulk: ObjectArguments.Bulk = selector.isEmpty && fieldSelector.isEmpty ? .implied : .selected
        return try ObjectArguments.parse(arguments, bulk: bulk, allNamespaces: allNamespaces).map { target in
            GetTarget(target, namespace: client.namespace)
        }
    }
}
