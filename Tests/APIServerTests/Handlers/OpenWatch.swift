import KubeObjects
import Testing

@testable import APIServer

/// A watch that is open, and the lines that it has written.
final class OpenWatch: Sendable {
    private let lines: AsyncStream<JSONValue>
    private let presence: ClientPresence?
    private let task: Task<Void, Never>

    init(_ api: APIFixture, _ query: String, accept: String = "application/json", path: String = APIFixture.secrets)
        async throws
    {
        var request = try APIRequest(method: "GET", target: "\(path)?watch=1&\(query)", user: APIFixture.admin)
        request.accept = accept
        let response = await api.handler.respond(request)
        presence = response.presence
        let (lines, continuation) = AsyncStream.makeStream(of: JSONValue.self)
        self.lines = lines
        guard case .stream(let stream) = response.body else {
            Issue.record("HTTP \(response.code)")
            continuation.finish()
            task = Task {}
            return
        }
        task = Task {
            try? await stream { bytes in
                for line in bytes.withBytes({ $0.split(separator: UInt8(ascii: "\n")) }) {
                    let value = try JSONValue(parsing: UnsafeRawBufferPointer(rebasing: line))
                    continuation.yield(value)
                }
            }
            continuation.finish()
            response.atEnd?()
        }
    }

    /// The next `count` events as `TYPE name`.
    func next(_ count: Int) async -> [String] {
        await events(count).map { event in
            let name = event.value(at: "object", "metadata", "name")?.text ?? event.value(at: "object", "reason")?.text
            return "\(event["type"]?.text ?? "") \(name ?? "")"
        }
    }

    func events(_ count: Int) async -> [JSONValue] {
        var found: [JSONValue] = []
        for await line in lines {
            found.append(line)
            if found.count == count { break }
        }
        return found
    }

    func leave() async {
        presence?.leave()
        await task.value
    }
}
