import ArgumentParser
import ObjectStore

/// `secretd backup`: a copy of the store.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store to a new file, as encrypted as it is, while the daemon runs.",
        discussion: """
            The copy is the state of one moment. It does not hold the encryption key: keep that one apart from it, because \
            nothing in the copy can be read without.
            """
    )

    @OptionGroup var options: StoreOptions

    @Argument(help: "The new file.")
    var file: String

    func run() throws {
        let state = try StoreOptions.statePath(try options.settings())
        guard Backup.isStore(inState: state) else { throw StoreOptions.noStore(state) }
        do {
            let summary = try Backup.write(state: state, to: file)
            Output.line("\(file): \(summary.text)")
        } catch let error as StoreError {
            throw CommandFailure("\(error)")
        }
    }
}

extension Backup.Summary {
    /// For people.
    var text: String {
        "\(objects) object\(objects == 1 ? "" : "s"), readable with the encryption key \(encryptionKey)"
    }
}
