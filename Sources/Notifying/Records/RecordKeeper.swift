import LinuxSystem
import Logging
import Synchronization

/// Writes outcomes to their file, as well as that goes: what cannot be written is kept in memory, and said once.
final class RecordKeeper: Sendable {
    private struct Place: ~Copyable {
        var file: RecordFile?
        var isBroken = false
    }

    private let place: Mutex<Place>
    private let logger: Logger

    private init(_ file: consuming RecordFile?, logger: Logger) {
        place = Mutex(Place(file: file))
        self.logger = logger
    }

    /// - Returns: Besides, what an earlier process has written; nil where nothing is known of one.
    static func open(_ state: String?, logger: Logger) -> (RecordKeeper, [RecordLine]?) {
        guard let state else {
            logger.warning("without a state directory, what was told is forgotten at the end of the daemon")
            return (RecordKeeper(nil, logger: logger), nil)
        }
        do throws(SystemError) {
            var file = try RecordFile(in: state)
            let contents = try file.read()
            if let problem = contents.problem {
                logger.error(
                    "the file of who was told made no sense; it was moved aside",
                    metadata: ["path": "\(state)/notify/\(RecordFile.broken)", "error": "\(problem)"]
                )
            }
            return (RecordKeeper(file, logger: logger), contents.lines)
        } catch {
            logger.error("what was told is forgotten at the end of the daemon", metadata: ["error": "\(error)"])
            return (RecordKeeper(nil, logger: logger), nil)
        }
    }

    /// Writes the lines that are not written yet.
    ///
    /// - Returns: Whether there were any.
    func write(from state: borrowing Mutex<Notifier.State>) -> Bool {
        place.withLock { place in
            // One writer at a time, so the file has the lines in their order.
            let (lines, count) = state.withLock { ($0.plan.records.takeUnwritten(), $0.plan.records.count) }
            guard !lines.isEmpty else { return false }
            guard place.file != nil else { return true }
            do throws(SystemError) {
                try place.file?.write(lines, isLong: { $0 > 2 * count + 1000 }) {
                    state.withLock { state in
                        // What came since is among all, too.
                        _ = state.plan.records.takeUnwritten()
                        return state.plan.records.lines
                    }
                }
                if place.isBroken { logger.notice("who was told is written down again") }
                place.isBroken = false
            } catch {
                if !place.isBroken { logger.error("who was told is not written down", metadata: ["error": "\(error)"]) }
                place.isBroken = true
            }
            return true
        }
    }
}
