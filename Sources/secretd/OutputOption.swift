import ArgumentParser
import KubeObjects

/// `-o json`.
struct OutputOption: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("For people, or for machines.", valueName: "text|json")
    )
    var output: Format = .text

    /// Prints `value` as it is, or as `text` makes of it.
    func show(_ value: JSONValue, text: (JSONValue) -> String) {
        switch output {
        case .text: Output.line(text(value))
        case .json: Output.line(String(decoding: JSONWriter.bytes(of: value), as: UTF8.self))
        }
    }
}
