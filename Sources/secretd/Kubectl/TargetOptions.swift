import APIServer
import ArgumentParser
import Kubectl

/// Which objects a command changes.
struct TargetOptions: ParsableArguments {
    @OptionGroup var client: ClientOptions
    @OptionGroup var files: FilenameOptions

    @Flag(help: "All objects of the type in the namespace.")
    var all = false

    @Flag(name: [.customShort("A"), .long], help: "In every namespace.")
    var allNamespaces = false

    @Option(name: [.customShort("l", allowingJoined: true), .long], help: "Those with these labels.")
    var selector: String?

    @Option(help: "Those with these fields.")
    var fieldSelector: String?

    var selectors: ObjectSelectors { ObjectSelectors(label: selector ?? "", field: fieldSelector ?? "") }

    /// - Throws: Where options exclude one another.
    func check() throws(KubectlError) {
        let selector = try SelectorText.given(selector, "--selector")
        let fieldSelector = try SelectorText.given(fieldSelector, "--field-selector")
        guard all else { return }
        if selector != nil { throw KubectlError("cannot set --all and --selector at the same time") }
        if fieldSelector != nil { throw KubectlError("cannot set --all and --field-selector at the same time") }
    }

    func targets(_ arguments: [String]) throws(KubectlError) -> [GetTarget] {
        if !files.isEmpty {
            return try files.read(
                client,
                besides: arguments,
                selector: selector ?? "",
                fieldSelector: fieldSelector ?? ""
            ).map { GetTarget($0.resource, name: $0.name, namespace: $0.namespace) }
        }
        let isBulk = all || !selectors.isEmpty
        return try ObjectArguments.parse(
            arguments,
            bulk: isBulk ? .selected : .refused,
            allNamespaces: allNamespaces
        ).map { GetTarget($0, namespace: client.namespace) }
    }
}
