import ArgumentParser
import Glibc
import KubeObjects
import Kubectl

/// `secretd history`: the generations of a volume.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show the generations of a Pod's volume that the running daemon has seen.",
        discussion: """
            Newest first, the current one marked; with what each has changed: +added ~changed -removed names. The daemon \
            remembers the last 20 generations of a volume, in memory alone, and less where many volumes change: a restart \
            begins anew with the generation that it adopts. No value is kept for it.

            -o json: namespace, pod, volume, and generations, each with number, name, current, adopted, since (RFC 3339), \
            files, bytes, and, where the generation before is known, added, changed and removed.

              secretd history web/tls
              secretd history prod/web/tls -o json
              secretd diff web/tls 3 5                      what two of them differ in
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json
    }

    @OptionGroup var client: ClientOptions

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("For machines.", valueName: "json")
    )
    var output: Format?

    @Argument(help: ArgumentHelp("The volume: POD/VOLUME or NAMESPACE/POD/VOLUME.", valueName: "pod/volume"))
    var volume: String

    func run() async throws {
        let id = try ServedName.volume(volume, namespace: client.namespace)
        let history = try await ServedHistory.of(id, from: try client.client())
        switch output {
        case .json: Output.line(String(decoding: JSONWriter.bytes(of: history.json), as: UTF8.self))
        case nil: Output.line(history.lines(now: Int64(time(nil))).joined(separator: "\n"))
        }
    }
}
