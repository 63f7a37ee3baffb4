import LinuxSystem
import ObjectStore
import ServiceLifecycle

/// Gives memory back that a burst of requests has needed, some seconds after it has begun; does nothing while nothing changes.
struct MemoryService: Service {
    private static let delay: Duration = .seconds(3)

    let store: ObjectStore

    func run() async {
        let cursor = store.watch(after: store.revision)
        await cancelWhenGracefulShutdown {
            for await _ in cursor.wakeups {
                do { try await Task.sleep(for: Self.delay) } catch { return }
                ProcessHardening.releaseFreeMemory()
            }
        }
    }
}
