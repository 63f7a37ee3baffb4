import AsyncHTTPClient
import KubeObjects
import NIOCore
import NIOHTTP1

/// Asks the running daemon, through its Unix socket.
struct DaemonClient {
    /// The socket's path.
    let socket: String

    /// - Parameter path: On the daemon, for example `/secretd/v1/encryption`.
    /// - Throws: `CommandFailure` where there is no daemon, or with the daemon's own words.
    func request(_ method: String, _ path: String, timeoutSeconds: Int64 = 600) async throws(CommandFailure)
        -> JSONValue
    {
        let host = socket.utf8.map { byte -> String in
            let digits = String(byte, radix: 16)
            return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
        }.joined()
        var request = HTTPClientRequest(url: "http+unix://\(host)\(path)")
        request.method = .init(rawValue: method)
        let status: UInt
        let answer: JSONValue?
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(timeoutSeconds))
            let body = try await response.body.collect(upTo: 8 << 20)
            status = response.status.code
            answer = body.withUnsafeReadableBytes { try? JSONValue(parsing: $0) }
        } catch {
            throw CommandFailure("\(socket): the daemon does not answer: \(error)")
        }
        guard let answer else { throw CommandFailure("\(socket): the daemon's answer is no JSON (HTTP \(status))") }
        guard status < 300 else {
            let why = status == 401 ? "only root and the group of the socket may ask" : answer["message"]?.text ?? ""
            throw CommandFailure("\(socket): \(why) (HTTP \(status))")
        }
        return answer
    }
}
