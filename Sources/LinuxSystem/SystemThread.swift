import Glibc
import SystemPackage

/// A thread for a loop that blocks in system calls: such a loop must not hold one of the few threads of Swift's tasks.
package enum SystemThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts `run` on a thread of its own, which ends when `run` does.
    /// - Throws: `pthread_create`.
    package static func start(_ run: @escaping @Sendable () -> Void) throws(SystemError) {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            body.toOpaque()
        )
        guard code == 0 else {
            body.release()
            throw SystemError("pthread_create", "", Errno(rawValue: code))
        }
        pthread_detach(thread)
    }
}
