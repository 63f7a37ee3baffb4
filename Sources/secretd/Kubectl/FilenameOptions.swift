import APIServer
import ArgumentParser
import KubeObjects
import Kubectl

/// `-f` and `-R`: the files whose objects a command is about.
struct FilenameOptions: ParsableArguments {
    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("filename")],
        help: ArgumentHelp(
            "File or directory of manifests, or - for standard input. Repeatable, or several with commas between.",
            valueName: "file"
        )
    )
    var files: [String] = []

    @Flag(name: [.customShort("R"), .long], help: "Read directories in directories too.")
    var recursive = false

    /// As kubectl splits them.
    private var paths: [String] { files.flatMap { $0.split(separator: ",").map(String.init) } }

    var isEmpty: Bool { files.isEmpty }

    /// The objects of the files.
    ///
    /// - Parameters:
    ///   - arguments: What else the command was given; files and names exclude one another.
    ///   - selector: Objects whose labels it does not match are passed over; empty: none are.
    /// - Throws: All that is wrong with the files, where anything is.
    func read(
        _ client: ClientOptions,
        besides arguments: [String],
        selector: String = "",
        fieldSelector: String = ""
    ) throws(KubectlError) -> [InputObject] {
        try refuse(arguments, fieldSelector: fieldSelector)
        let wanted = try Self.labels(selector)
        return try ObjectInput.read(
            paths,
            recursive: recursive,
            defaultNamespace: client.namespace,
            isNamespaceExplicit: client.givenNamespace != nil
        ).filter { wanted.matches($0.object.value(at: "metadata", "labels")?.texts ?? [:]) }
    }

    /// Refuses what would mean nothing beside files.
    func refuse(_ arguments: [String], fieldSelector: String) throws(KubectlError) {
        guard arguments.isEmpty else {
            throw KubectlError(
                "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well"
            )
        }
        guard fieldSelector.isEmpty else { throw KubectlError("--field-selector cannot be used with -f") }
    }

    private static func labels(_ selector: String) throws(KubectlError) -> LabelSelector {
        do { return try LabelSelector(parsing: selector) } catch { throw KubectlError("\(error)") }
    }

    /// The objects of the files, and what is wrong in between.
    ///
    /// - Parameters:
    ///   - validates: Whether a document that is no object spoils the rest of its file.
    ///   - selector: Objects whose labels it does not match are passed over; empty: none are.
    func entries(_ client: ClientOptions, validates: Bool, selector: String = "") throws(KubectlError) -> [InputEntry] {
        let wanted = try Self.labels(selector)
        return try ObjectInput.scan(
            paths,
            recursive: recursive,
            scope: NamespaceScope(client.namespace, isRequired: client.givenNamespace != nil),
            validates: validates
        ).filter { entry in
            guard case .object(let input) = entry else { return true }
            return wanted.matches(input.object.value(at: "metadata", "labels")?.texts ?? [:])
        }
    }
}
