import KubeObjects
import Kubectl
import Synchronization

/// Asks the daemon until a Pod's volumes are as they are waited for, over restarts of the daemon.
final class PodWaiter: Sendable {
    /// Between two attempts to reach a daemon that is not there.
    private static let pause: Duration = .milliseconds(200)
    /// For one that is there to say all it has, where nobody wants to wait.
    private static let shortest: Duration = .seconds(5)

    private let client: APIClient
    private let state: Mutex<ServedWait>

    init(_ client: APIClient, _ wait: ServedWait) {
        self.client = client
        state = Mutex(wait)
    }

    /// What is known by now.
    var wait: ServedWait { state.withLock { $0 } }

    /// - Parameter limit: Zero: whether it is so now.
    /// - Returns: False when the time was over.
    /// - Throws: `KubectlError` where the daemon refuses, or may not be asked.
    func run(limit: Duration) async throws -> Bool {
        do {
            return try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask { try await self.follow(isOnce: limit == .zero) }
                group.addTask {
                    try await Task.sleep(for: limit == .zero ? Self.shortest : limit)
                    return false
                }
                defer { group.cancelAll() }
                return try await group.next() ?? false
            }
        } catch let error as ClientError {
            throw KubectlError(error)
        }
    }

    private func follow(isOnce: Bool) async throws -> Bool {
        while true {
            do {
                if let answer = try await ask(isOnce: isOnce) { return answer }
            } catch let error as ClientError {
                switch error {
                case .refused, .notPermitted: throw error
                case .noDaemon, .broken: break
                }
            }
            try Task.checkCancellation()
            state.withLock { $0.restart() }
            if isOnce { return false }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Nil when the daemon has ended.
    private func ask(isOnce: Bool) async throws -> Bool? {
        let (namespace, pod) = state.withLock { ($0.namespace, $0.pod) }
        var answer: Bool?
        try await client.stream(ServedStatus.path(namespace: namespace, pod: pod, isWatch: true)) { event in
            let isMet = state.withLock { wait in
                wait.take(event)
                return wait.isMet
            }
            if isMet, try await isWhole() {
                answer = true
            } else if isOnce, event["type"]?.text == "SYNCED" {
                answer = false
            }
            return answer == nil
        }
        return answer
    }

    /// Whether the daemon has told of all of the Pod's volumes.
    private func isWhole() async throws -> Bool {
        do {
            let object = try await client.send("GET", wait.objectPath)
            return state.withLock { $0.untold(of: object).isEmpty }
        } catch {
            guard error.isNotFound || error.status?.code == 403 else { throw error }
            // It has just been deleted, and the stream will say so; or the object is not for this user.
            return true
        }
    }
}
