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
    /// - Throws: All that is wrong with the files, where anything is.
    func read(_ client: ClientOptions) throws(KubectlError) -> [InputObject] {
        try ObjectInput.read(
            paths,
            recursive: recursive,
            defaultNamespace: client.namespace,
            isNamespaceExplicit: client.givenNamespace != nil
        )
    }

    /// The objects of the files, and what is wrong in between.
    ///
    /// - Parameters:
    ///   - validates: Whether a document that is no object spoils the rest of its file.
    ///   - selector: Objects whose labels it does not match are passed over; empty: none are.
    func entries(_ client: ClientOptions, validates: Bool, selector: String = "") throws(KubectlError) -> [InputEntry] {
        let wanted: LabelSelector
        do { wanted = try LabelSelector(parsing: selector) } catch { throw KubectlError("\(error)") }
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
