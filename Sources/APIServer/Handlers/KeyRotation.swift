package import Logging
package import ObjectStore
import ServiceLifecycle

/// Exchanges the store's keys when somebody asks for it, one after the other, whether or not who asked still listens; and
/// finishes at the start what an earlier process has left.
package final class KeyRotation: Service {
    private typealias Reply = CheckedContinuation<[StoreError], any Error>

    private let store: ObjectStore
    private let logger: Logger
    private let requests: AsyncStream<Reply>
    private let ask: AsyncStream<Reply>.Continuation

    package init(_ store: ObjectStore, logger: Logger) {
        self.store = store
        self.logger = logger
        (requests, ask) = AsyncStream.makeStream()
    }

    /// Asks for a rotation and waits for its end.
    ///
    /// - Returns: What cannot be decrypted, and keeps its key.
    /// - Throws: `StoreError`, and `CancellationError` where the daemon ends before; the next start goes on then.
    func rotate() async throws -> [StoreError] {
        try await withCheckedThrowingContinuation { reply in
            if case .terminated = ask.yield(reply) { reply.resume(throwing: CancellationError()) }
        }
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            await self.finishEarlier()
            for await reply in self.requests {
                do {
                    let old = try? await self.store.encryptionStatus().encryptionKey
                    let unreadable = try await self.store.rotate()
                    let new = try? await self.store.encryptionStatus().encryptionKey
                    self.tell("keys exchanged", unreadable, ["old": "\(old ?? "")", "new": "\(new ?? "")"])
                    reply.resume(returning: unreadable)
                } catch {
                    self.logger.error("keys not exchanged", metadata: ["error": "\(error)"])
                    reply.resume(throwing: error)
                }
            }
        }
        // Whoever asks from now on is answered, and so is who still waits.
        ask.finish()
        for await reply in requests { reply.resume(throwing: CancellationError()) }
    }

    private func finishEarlier() async {
        do {
            guard try await store.encryptionStatus().dataKeys.count > 1 else { return }
            tell("exchange of keys finished that was begun earlier", try await store.finishRotation())
        } catch {
            logger.error("exchange of keys not finished", metadata: ["error": "\(error)"])
        }
    }

    private func tell(_ message: Logger.Message, _ unreadable: [StoreError], _ keys: Logger.Metadata = [:]) {
        logger.notice(message, metadata: keys)
        for error in unreadable { logger.error("object keeps its old key", metadata: ["error": "\(error)"]) }
    }
}
