import Dispatch
import Glibc

/// Does something before ^C and the like end the process.
package struct SignalCleanup {
    private let signals: [Int32]
    private let sources: [any DispatchSourceSignal]

    /// - Parameters:
    ///   - signals: Which ones; ^C is not among them where it is a child's to heed.
    ///   - clean: Runs on a thread of its own, at most once; then the process ends with 128 and the signal's number.
    package init(on signals: [Int32] = [SIGHUP, SIGINT, SIGTERM], _ clean: @escaping @Sendable () -> Void) {
        self.signals = signals
        sources = signals.map { number in
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
        for number in signals { signal(number, SIG_DFL) }
    }
}
