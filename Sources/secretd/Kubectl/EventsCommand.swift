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

    func run() async throws {
        let lister = try EventLister(
            try client.client(),
            namespace: allNamespaces ? nil : client.namespace,
            target: target,
            types: types.split(separator: ",").map(String.init)
        )
        var printer = try EventPrinter(output: output, showsNamespaces: allNamespaces, showsHeader: !noHeaders)
        let events = try await lister.events()
        if events.isEmpty, !watch {
            Output.error(lister.nothing)
        } else if !events.isEmpty {
            Output.text(try printer.text(of: events, clock: .system))
        }
        guard watch else { return }
        try await lister.watch(after: events) { event in
            Output.text(try printer.text(ofNew: event, clock: .system))
        }
    }
}
