import Dispatch
import Glibc

/// Does something before ^C and the like end the process.
package struct SignalCleanup {
    private static let signals = [SIGHUP, SIGINT, SIGTERM]

    private let sources: [any DispatchSourceSignal]

    /// - Parameter clean: Runs on a thread of its own, at most once; then the process ends with 128 and the signal's number.
    package init(_ clean: @escaping @Sendable () -> Void) {
        sources = Self.signals.map { number in
            // Else the signal ends the process before anybody hears of it.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                clean()
                // What a shell makes of a process that a signal has ended.
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    /// Leaves signals to themselves again.
    package func end() {
        for source in sources { source.cancel() }
        for number in Self.signals { signal(number, SIG_DFL) }
    }
}
