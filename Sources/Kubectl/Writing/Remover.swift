import APIServer
import KubeObjects

/// Removes objects that are to be made anew.
package struct Remover: Sendable {
    /// An object that was told to go.
    package struct Leaving: Sendable {
        fileprivate let requests: ObjectRequests
        fileprivate let uid: String
    }

    private static let usualTimeout = Duration.seconds(300)

    private let client: APIClient
    private let gracePeriodSeconds: Int64?
    private let timeout: Duration

    /// - Parameters:
    ///   - gracePeriodSeconds: How long a pod may take; nil for what it says itself.
    ///   - timeout: How long to wait for all; nil for five minutes.
    package init(_ client: APIClient, gracePeriodSeconds: Int64?, timeout: Duration?) {
        self.client = client
        self.gracePeriodSeconds = gracePeriodSeconds
        self.timeout = timeout ?? Self.usualTimeout
    }

    /// - Returns: nil where there was nothing.
    package func remove(_ input: InputObject) async throws(ObjectFailure) -> Leaving? {
        if let complaint = ObjectFailure.name(input.name) { throw .text(complaint) }
        let requests = ObjectRequests(client, input)
        do throws(ClientError) {
            let uid = try await requests.delete(gracePeriodSeconds: gracePeriodSeconds)
            return uid.map { Leaving(requests: requests, uid: $0) }
        } catch {
            throw .request(error, context: nil)
        }
    }

    /// Waits until they have gone.
    ///
    /// - Throws: kubectl's words where they have not in time.
    package func wait(for objects: [Leaving]) async throws(KubectlError) {
        let end = ContinuousClock.now + timeout
        for object in objects {
            let isGone: Bool
            do throws(ClientError) {
                let rest = ContinuousClock.now.duration(to: end)
                isGone = try await object.requests.waitUntilGone(uid: object.uid, timeout: rest)
            } catch {
                throw KubectlError(error)
            }
            guard isGone else { throw KubectlError("context deadline exceeded") }
        }
    }
}
