import ArgumentParser
import Kubectl

/// `--append-hash`
struct AppendHashOption: ParsableArguments {
    @Flag(help: "Let the name end with a hash of the data, so that other data make another object.")
    var appendHash = false

    func name(_ name: DraftName) -> DraftName {
        var name = name
        name.appendsHash = appendHash
        return name
    }
}
