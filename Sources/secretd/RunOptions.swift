import ArgumentParser

/// The flags of `secretd run`. Each wins over the configuration file's setting of the same name.
struct RunOptions: ParsableArguments {
    @Option(help: "Configuration file. Default: /etc/secretd/config.yaml, if it is there.")
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Directory or file of manifests; may be given several times, and the first one wins where two have the "
                + "same object. Default: /etc/secretd/manifests.",
            valueName: "dir"
        )
    )
    var manifests: [String] = []

    @Option(
        help: ArgumentHelp("Where the volumes appear. Default: /run/secretd/volumes.", valueName: "dir")
    )
    var volumes: String?

    @Option(
        help: ArgumentHelp(
            "Where the store is kept, encrypted, with its keys. off: no store and no API. Default: /var/lib/secretd.",
            valueName: "dir|off"
        )
    )
    var state: String?

    @Option(
        help: ArgumentHelp(
            "The API's Unix socket, for root and the group secretd. Default: /run/secretd/secretd.sock.",
            valueName: "path|off"
        )
    )
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "Where kubectl finds the API, over TLS, with DIR/admin.kubeconfig. Default: 127.0.0.1:10443.",
            valueName: "addr:port|off"
        )
    )
    var listen: ListenAddress?

    @Option(
        help: ArgumentHelp(
            "What serves the volumes. fuse asks the access rules and writes the audit log, at each open. "
                + "Default: tmpfs.",
            valueName: "tmpfs|fuse"
        )
    )
    var backend: Backend?

    @Option(
        help: ArgumentHelp(
            "Size of the node's tmpfs, for example 256Mi. Default: half of the memory.",
            valueName: "size"
        )
    )
    var size: ByteCount?

    @Option(
        help: ArgumentHelp("The most that one volume may take. Default: 128Mi.", valueName: "size")
    )
    var volumeLimit: ByteCount?

    @Flag(
        help: """
            Publish even where no tmpfs can be mounted and DIR is on a disk: keys will be written to that disk in \
            plaintext, and can be read from it after they are deleted.
            """
    )
    var allowDisk = false

    @Flag(help: "Take the files away at the end. Without it they stay, and whoever uses them goes on.")
    var removeOnExit = false

    @Flag(
        help: """
            Publish what there is, print a table and end: exit code 1 if something is unresolved or refused. On tmpfs only.
            """
    )
    var once = false

    @Option(help: "trace, debug, info, notice, warning, error or critical. Default: info.")
    var logLevel: LogLevel?
}
