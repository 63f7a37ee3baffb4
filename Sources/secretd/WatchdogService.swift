import Agent
import ServiceLifecycle

/// Asks the agent's loop for a sign of life twice in each watchdog interval. A loop that hangs does not answer, and the
/// service manager restarts the daemon.
struct WatchdogService: Service {
    var reconciler: Reconciler
    var interval: Duration

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // The service manager counts time, so this does too.
                do { try await Task.sleep(for: interval / 2) } catch { return }
                reconciler.ping()
            }
        }
    }
}
