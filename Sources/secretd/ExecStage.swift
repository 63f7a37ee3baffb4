import ArgumentParser
import Containers
import Glibc
import LinuxSystem
import Synchronization

/// What `secretd exec` must do while the process has one thread and has read no secret.
enum ExecStage {
    /// A name in `/` of this process alone.
    static let hidden = ".secretd-exec"
    /// Where the standalone volumes are.
    static let volumes = "/\(hidden)/volumes"

    struct Prepared: Sendable {
        var keeper: Keeper
        /// From `ContainerRunner.catchSignals`.
        var signals: Int32
    }

    private static let prepared = Mutex<Result<Prepared, CommandFailure>?>(nil)

    /// Called first of all, with the command line's words in ArgumentParser's form. Does nothing for other commands.
    static func prepare(for words: [String], root: any ParsableCommand.Type) {
        guard words.first == ExecCommand.name else { return }
        // What is wrong with the words is said when they are read for good.
        guard let parsed = try? root.parseAsRoot(words), let command = parsed as? ExecCommand else { return }
        let result: Result<Prepared, CommandFailure>
        do throws(SystemError) {
            if command.isStandalone { try PrivateRoot.enter(adding: hidden) }
            let keeper = try Keeper(hiding: command.isStandalone ? hidden : nil)
            result = .success(Prepared(keeper: keeper, signals: try ContainerRunner.catchSignals()))
        } catch {
            result = .failure(CommandFailure("\(error)"))
        }
        prepared.withLock { $0 = result }
    }

    /// What was prepared; nil where nothing was.
    static func result() throws(CommandFailure) -> Prepared? {
        try prepared.withLock { $0 }?.get()
    }

    /// This process's environment, `NAME=value`.
    static func variables() -> [[UInt8]] {
        var variables: [[UInt8]] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(Array(UnsafeRawBufferPointer(start: variable, count: strlen(variable))))
            next = next.advanced(by: 1)
        }
        return variables
    }
}
