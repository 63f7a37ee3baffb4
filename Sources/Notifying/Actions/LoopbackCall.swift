import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1

/// Sends one request to a server on this machine. No redirect is followed, and no proxy asked.
enum LoopbackCall {
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    static func send(_ request: LoopbackRequest, body: [UInt8]) async throws(ActionFailure) -> ActionOutcome {
        for address in request.addresses {
            if let outcome = try await send(request, to: address, body: body) { return outcome }
        }
        throw ActionFailure("\(request.shown): nobody listens")
    }

    /// - Returns: Nil where nobody listens.
    private static func send(
        _ request: LoopbackRequest,
        to address: String,
        body: [UInt8]
    ) async throws(ActionFailure) -> ActionOutcome? {
        var call = HTTPClientRequest(url: "http://\(address):\(request.port)\(request.path)")
        call.method = .init(rawValue: request.method.rawValue)
        call.headers.add(name: "Host", value: request.authority)
        if request.method != .GET {
            call.headers.add(name: "Content-Type", value: "application/json")
            call.body = .bytes(body)
        }
        let code: Int
        do {
            let milliseconds = Int64(request.timeout / .milliseconds(1))
            code = Int(try await http.execute(call, timeout: .milliseconds(milliseconds)).status.code)
        } catch let error as IOError where error.errnoCode == ECONNREFUSED {
            return nil
        } catch is CancellationError {
            return .cancelled
        } catch let error as HTTPClientError where error == .deadlineExceeded || error == .connectTimeout {
            throw ActionFailure("\(request.shown): no answer within \(request.timeout)")
        } catch {
            throw ActionFailure("\(request.shown): \(BoundedText.of("\(error)"))")
        }
        guard (200..<300).contains(code) else { throw ActionFailure("\(request.shown): HTTP \(code)") }
        return .told
    }
}
