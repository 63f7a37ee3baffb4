import APIServer
import Glibc
import KubeObjects
import LinuxSystem
import Watching

/// The thread of `secretd watch`.
final class WatchLoop: Sendable {
    private let directory: String
    private let isJSON: Bool
    private let isInitial: Bool
    private let count: Int?
    private let queue: CommandQueue?
    private let bell: EventDescriptor

    /// - Throws: `eventfd`, `pthread_create`.
    init(
        _ directory: String,
        command: [String],
        isJSON: Bool,
        isInitial: Bool,
        count: Int?
    ) throws(SystemError) {
        self.directory = directory
        self.isJSON = isJSON
        self.isInitial = isInitial
        self.count = count
        bell = try EventDescriptor()
        queue =
            command.isEmpty
            ? nil : try CommandQueue(command, directory: directory) { Output.error("secretd: \($0)") }
    }

    /// From any thread: ends the loop, and a command that runs.
    func stop() {
        queue?.stop()
        bell.ring()
    }

    /// Watches until there is nothing more to tell, or nobody who listens.
    func run() async throws(SystemError) {
        let result = await withCheckedContinuation { (ended: CheckedContinuation<Result<Void, SystemError>, Never>) in
            do throws(SystemError) {
                try SystemThread.start { ended.resume(returning: self.work()) }
            } catch {
                ended.resume(returning: .failure(error))
            }
        }
        try result.get()
    }

    private func work() -> Result<Void, SystemError> {
        defer { queue?.finish() }
        do throws(SystemError) {
            let watcher = try VolumeWatcher(directory)
            var told = 0
            while let event = try watcher.next(until: bell) {
                guard let change = change(of: event) else { continue }
                // Before the line: whoever reads it may end the command that runs, and the change is the next run's.
                queue?.run(for: change)
                guard Output.line(text(of: change)) else { break }
                told += 1
                if told == count { break }
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// The change that an event is worth; all else is for standard error.
    private func change(of event: VolumeEvent) -> VolumeChange? {
        switch event {
        case .waiting(let parent):
            Output.error("secretd: \(directory): not there yet; waiting for it, watching \(parent)")
        case .gone: Output.error("secretd: \(directory): gone; waiting for it")
        case .appeared: Output.error("secretd: \(directory): there")
        case .initial(let snapshot):
            Output.error("secretd: watching \(directory)")
            return isInitial ? snapshot.change(since: VolumeSnapshot()) : nil
        case .changed(let change): return change
        case .renewed: queue?.runAgain()
        }
        return nil
    }

    private func text(of change: VolumeChange) -> String {
        let time = Timestamp.text(Int64(Glibc.time(nil)))
        guard !isJSON else {
            let object: JSONValue = [
                "time": .string(time),
                "generation": change.generation.map { .string($0) } ?? .null,
                "previous": change.previous.map { .string($0) } ?? .null,
                "changed": .array(change.changed.map { .string($0.text) }),
                "added": .array(change.added.map { .string($0.text) }),
                "removed": .array(change.removed.map { .string($0.text) }),
            ]
            return String(decoding: JSONWriter.bytes(of: object), as: UTF8.self)
        }
        var parts = [time]
        if let generation = change.generation { parts.append("generation \(generation)") }
        for (label, paths) in [("changed", change.changed), ("added", change.added), ("removed", change.removed)] {
            if !paths.isEmpty { parts.append("\(label): \(paths.map(\.description).joined(separator: ", "))") }
        }
        return parts.joined(separator: "  ")
    }
}
