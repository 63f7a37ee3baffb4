import ArgumentParser
import Glibc

/// Where the store is, for commands beside `run`; the configuration file says it as it says it to the daemon.
struct StoreOptions: ParsableArguments {
    @Option(help: "Configuration file. Default: /etc/secretd/config.yaml, if it is there.")
    var config: String?

    @Option(help: ArgumentHelp("The state directory. Default: /var/lib/secretd.", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("The daemon's socket. Default: /run/secretd/secretd.sock.", valueName: "path"))
    var socket: String?

    /// - Throws: `CommandFailure` where the configuration cannot be read.
    func settings() throws(CommandFailure) -> StoreSettings {
        let isRoot = geteuid() == 0
        let file = try Configuration.read(explicit: config, isRoot: isRoot, notifies: false)
        return StoreSettings(state: state, socket: socket, file: file.store, isRoot: isRoot)
    }

    /// Says that there is no store at `state`, and to a user where the system's is.
    static func noStore(_ state: String) -> CommandFailure {
        let hint = geteuid() == 0 ? "" : "; the system's is in /var/lib/secretd, for root: use sudo"
        return CommandFailure("\(state): there is no store\(hint)")
    }

    /// - Throws: `CommandFailure` where there is no store.
    static func statePath(_ settings: StoreSettings) throws(CommandFailure) -> String {
        guard let path = settings.state else {
            throw CommandFailure("no store: state is off, or without root there is no default for --state", code: 2)
        }
        return path
    }
}
