import ArgumentParser
import Kubectl

/// `secretd events`: what has happened.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List what has happened to the Pods' volumes, oldest first.",
        discussion: """
              secretd events --for pod/web -w    what happened to a Pod, and what will
              secretd events --types=Warning -A  what went wrong anywhere
              secretd events -o yaml
            """
    )

    @OptionGroup var client: ClientOptions

    @Flag(name: [.customShort("A"), .long], help: "Look in all namespaces.")
    var allNamespaces = false

    @Option(name: .customLong("for"), help: ArgumentHelp("Only what happened to this object.", valueName: "TYPE/NAME"))
    var target: String?

    @Option(help: ArgumentHelp("Only these types: Normal, Warning.", valueName: "type,…"))
    var types = ""

    @Flag(name: .shortAndLong, help: "Go on with what happens from now on.")
    var watch = false

    @Flag(help: "Leave out the names of the columns.")
    var noHeaders = false

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("For machines.", valueName: "json|yaml|name|…")
    )
    var output: String?

    @Option(help: "Events a request of a long list; 0: all at once.")
    var chunkSize = 500

    func run() async throws {
        let lister = try EventLister(
            try client.client(),
            namespace: allNamespaces ? nil : client.namespace,
            target: target,
            types: types.split(separator: ",").map(String.init),
            chunkSize: chunkSize
        )
        var printer = try EventPrinter(output: output, showsNamespaces: allNamespaces, showsHeader: !noHeaders)
        guard !watch else {
            return try await lister.watch { event in
                Output.text(try printer.text(ofNew: event, clock: .system))
            }
        }
        let events = try await lister.events()
        guard !events.isEmpty else { return Output.error(lister.nothing) }
        Output.text(try printer.text(of: events, clock: .system))
    }
}
