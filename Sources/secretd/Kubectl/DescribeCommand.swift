import ArgumentParser
import Kubectl

/// `secretd describe`: objects as text for people.
struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show details of objects, with what happened to them. Secrets are shown with sizes, never values.",
        discussion: """
              secretd describe secret tls        the keys of a Secret and their sizes
              secretd describe pod/web           a Pod's volumes, conditions and events
              secretd describe secret tls-       all Secrets whose names begin with tls-
              secretd describe cm,secret -l app=web
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var files: FilenameOptions

    @Flag(name: [.customShort("A"), .long], help: "Look in all namespaces.")
    var allNamespaces = false

    @Option(
        name: [.customShort("l", allowingJoined: true), .long],
        help: ArgumentHelp("Only objects with these labels.", valueName: "selector")
    )
    var selector = ""

    @Flag(inversion: .prefixedNo, help: "Show what happened to each object.")
    var showEvents = true

    @Option(help: "Objects a request of a long list; 0: all at once.")
    var chunkSize = 500

    @Argument(help: "TYPE [NAME|PREFIX], TYPE NAME… or TYPE/NAME…", completion: ObjectCompletion.arguments)
    var arguments: [String] = []

    func run() async throws {
        let api = try client.client()
        let targets = try targets()
        let selectors = ObjectSelectors(label: selector)
        let count = try await Describer(api, clock: .system, showsEvents: showEvents).run(
            targets,
            ObjectVisit(api, allNamespaces: allNamespaces, selectors: selectors, chunkSize: chunkSize),
            takesPrefix: arguments.count == 2
        ) { Output.text($0) }
        guard count == 0 else { return }
        Output.error("No resources found" + (allNamespaces ? "" : " in \(client.namespace) namespace."))
    }

    private func targets() throws(KubectlError) -> [GetTarget] {
        if !files.isEmpty {
            return try files.read(client, besides: arguments, selector: selector).map {
                GetTarget($0.resource, name: $0.name, namespace: $0.namespace)
            }
        }
        guard !arguments.isEmpty else {
            throw KubectlError(
                "You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list "
                    + "of supported resources."
            )
        }
        let bulk: ObjectArguments.Bulk = selector.isEmpty ? .implied : .selected
        return try ObjectArguments.parse(arguments, bulk: bulk, allNamespaces: allNamespaces).map {
            GetTarget($0, namespace: client.namespace)
        }
    }
}
