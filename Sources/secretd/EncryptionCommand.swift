import APIServer
import ArgumentParser
import KubeObjects
import Kubectl
import Logging
import ObjectStore

/// `secretd encryption`: which keys the store uses, and their exchange.
struct EncryptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encryption",
        abstract: "Show or exchange the keys that the store is encrypted with.",
        discussion: """
            Every object in the store is sealed with AES-256-GCM by a data key, which lies in the store, wrapped by the \
            encryption key. That one comes from the systemd credential secretd.encryption-key, from encryption.keyFile, or \
            is made at the first start as <state>/encryption.key. Both commands work while the daemon runs, and without it.

            To exchange an encryption key that you gave: put the new one as first line into the key file, keep the old one \
            as second, restart the daemon, and remove the second line.
            """,
        subcommands: [Status.self, Rotate.self]
    )

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Which keys there are, and how many objects each has sealed."
        )

        @OptionGroup var options: StoreOptions
        @OptionGroup var output: OutputOption

        func run() async throws {
            output.show(try await EncryptionCommand.status(options)) { EncryptionReport.text(of: $0) }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Make new keys, seal every object anew, and remove the old keys last."
        )

        @OptionGroup var options: StoreOptions
        @OptionGroup var output: OutputOption

        func run() async throws {
            let old = try await EncryptionCommand.status(options)
            let status = try await EncryptionCommand.ask(options, "POST", APIHandler.rotationPath) { store in
                let unreadable = try await store.rotate()
                return try await store.encryptionStatus().json(unreadable: unreadable)
            }
            output.show(status) { EncryptionReport.text(of: $0, after: old) }
            if status["undecryptable"] != [] { throw ExitCode(1) }
        }
    }

    private static func status(_ options: StoreOptions) async throws -> JSONValue {
        try await ask(options, "GET", APIHandler.encryptionPath) { store in
            try await store.encryptionStatus().json(unreadable: [])
        }
    }

    /// Asks the daemon that has the store, or, where none has, the store itself.
    private static func ask(
        _ options: StoreOptions,
        _ method: String,
        _ path: String,
        orOpen direct: (ObjectStore) async throws -> JSONValue
    ) async throws -> JSONValue {
        let settings = try options.settings()
        let state = try StoreOptions.statePath(settings)
        guard Backup.isStore(inState: state) else { throw StoreOptions.noStore(state) }
        do {
            let store = try ObjectStore.opening(state, settings)
            let result = try await direct(store)
            try store.close()
            return result
        } catch StoreError.inUse {
            guard let socket = settings.socket else {
                throw CommandFailure("\(state): in use by the daemon, which has no socket to ask it")
            }
            return try await APIClient(socket: socket).send(method, path)
        } catch let error as StoreError {
            throw CommandFailure("\(error)")
        }
    }
}
