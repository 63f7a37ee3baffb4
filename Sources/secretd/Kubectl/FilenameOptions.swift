import ArgumentParser
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
    /// - Parameter validates: Whether a document that is no object spoils the rest of its file.
    func entries(_ client: ClientOptions, validates: Bool) throws(KubectlError) -> [InputEntry] {
        try ObjectInput.scan(
            paths,
            recursive: recursive,
            scope: NamespaceScope(client.namespace, isRequired: client.givenNamespace != nil),
            validates: validates
        )
    }
}
