import ArgumentParser
import Glibc
import ObjectStore

/// `secretd restore`: a copy in the place of the store.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a copy that `backup` made in the place of the store. Stop the daemon first.",
        discussion: """
            The copy is checked before anything is changed: that it is whole, and that the encryption key opens it. The \
            store that was there stays beside it as store.db.before-restore-<time>.
            """
    )

    @OptionGroup var options: StoreOptions

    @Argument(help: "The copy.")
    var file: String

    func run() throws {
        let settings = try options.settings()
        let state = try StoreOptions.statePath(settings)
        do {
            let summary = try Backup.restore(
                from: file,
                state: state,
                keySource: settings.keySource,
                now: Int64(time(nil))
            )
            Output.line("\(state): \(summary.text)")
        } catch StoreError.inUse(let path, let process) {
            let who = process.map { "process \($0)" } ?? "another process"
            throw CommandFailure("\(path): in use by \(who); stop the daemon first: systemctl stop secretd")
        } catch StoreError.wrongKey(let needed, let given, let source) {
            throw CommandFailure(
                "\(file): the copy needs the encryption key \(needed), and \(source) holds "
                    + "\(given.joined(separator: ", ")). Nothing was changed"
            )
        } catch StoreError.lostKey(let needed, let path) {
            throw CommandFailure(
                "\(file): the copy needs the encryption key \(needed), and \(path) is not there. Nothing was changed"
            )
        } catch let error as StoreError {
            throw CommandFailure("\(file): \(error)")
        }
    }
}
