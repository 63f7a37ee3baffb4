import AsyncHTTPClient
import Glibc
package import KubeObjects
import NIOCore
import NIOHTTP1

/// Talks to the daemon's API through its Unix socket. Who asks is known by the process, so there are no keys to carry.
package struct APIClient: Sendable {
    /// How answers are wanted.
    package enum Form: String, Sendable {
        case object = "application/json"
        /// Rows as `get` prints them.
        case table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    }

    /// The largest answer: a page of 500 objects of Kubernetes' largest size does not fit, and is asked for in parts.
    private static let largestAnswer = 1 << 30

    /// One for the process. A socket that nobody listens on is an answer; waiting for somebody would keep it from the
    /// person at the keyboard.
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// The socket's path.
    package let socket: String
    /// Gets what the daemon says beside its answers, a line for people: `Warning: …`.
    package var warn: @Sendable (String) -> Void = { _ in }
    private let base: String

    package init(socket: String) {
        self.socket = socket
        base = "http+unix://\(RequestPath.encoded(socket))"
    }

    /// Sends one request and waits for its answer.
    ///
    /// - Parameters:
    ///   - path: Percent-encoded, with its query: `/api/v1/namespaces/default/secrets?limit=500`.
    ///   - type: The body's media type.
    package func send(
        _ method: String,
        _ path: String,
        body: JSONValue? = nil,
        type: String = "application/json",
        form: Form = .object,
        timeoutSeconds: Int64 = 600
    ) async throws(ClientError) -> JSONValue {
        let status: Int
        var answer: JSONValue?
        do {
            let request = request(method, path, body: body, type: type, form: form)
            let response = try await Self.http.execute(request, timeout: .seconds(timeoutSeconds))
            for text in response.headers["Warning"].compactMap(WarningHeader.text) { warn("Warning: \(text)") }
            let bytes = try await response.body.collect(upTo: Self.largestAnswer)
            status = Int(response.status.code)
            answer = bytes.withUnsafeReadableBytes { try? JSONValue(parsing: $0) }
        } catch {
            throw failure(error)
        }
        guard let answer else { throw .broken(socket: socket, "the daemon's answer is no JSON (HTTP \(status))") }
        guard status < 300 else { throw .refused(ServerStatus(answer, code: status)) }
        return answer
    }

    /// Sends one request and hands over each line of its answer as it comes, until the answer ends.
    ///
    /// - Parameter receive: Gets one event; returns false to stop.
    package func stream(
        _ path: String,
        form: Form = .object,
        receive: (JSONValue) async throws -> Bool
    ) async throws {
        let response: HTTPClientResponse
        do {
            response = try await Self.http.execute(
                request("GET", path, body: nil, type: "", form: form),
                deadline: .distantFuture
            )
        } catch {
            throw failure(error)
        }
        var body = response.body.makeAsyncIterator()
        var lines = LineBuffer()
        while true {
            let chunk: ByteBuffer?
            do { chunk = try await body.next() } catch { throw failure(error) }
            guard let chunk else { break }
            for line in chunk.withUnsafeReadableBytes({ lines.append($0) }) {
                guard let value = line.withUnsafeBytes({ try? JSONValue(parsing: $0) }) else { continue }
                guard response.status.code < 300 else {
                    throw ClientError.refused(ServerStatus(value, code: Int(response.status.code)))
                }
                guard try await receive(value) else { return }
            }
        }
        guard response.status.code >= 300 else { return }
        let value = lines.rest.withUnsafeBytes { try? JSONValue(parsing: $0) } ?? .null
        throw ClientError.refused(ServerStatus(value, code: Int(response.status.code)))
    }

    private func request(_ method: String, _ path: String, body: JSONValue?, type: String, form: Form)
        -> HTTPClientRequest
    {
        var request = HTTPClientRequest(url: base + path)
        request.method = .init(rawValue: method)
        request.headers.add(name: "Accept", value: form.rawValue)
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(JSONWriter.bytes(of: body))
        }
        return request
    }

    /// What a failed connection means for the person at the keyboard.
    private func failure(_ error: any Error) -> ClientError {
        if let error = error as? ClientError { return error }
        switch SocketProbe.connect(to: socket) {
        case ENOENT, ECONNREFUSED, ENOTDIR: return .noDaemon(socket: socket)
        case EACCES, EPERM: return .notPermitted(socket: socket, group: SocketProbe.group(of: socket) ?? "root")
        default: return .broken(socket: socket, "the daemon does not answer: \(error)")
        }
    }
}
