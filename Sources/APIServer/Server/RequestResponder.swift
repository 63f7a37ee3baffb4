import HTTPTypes
import HummingbirdCore
import KubeObjects
import Logging
import NIOCore
import ObjectStore
import ServiceLifecycle

/// Between HTTP and the API: reads a request as a whole, asks who makes it, and writes the answer.
struct RequestResponder: Sendable {
    let handler: APIHandler
    let authenticator: Authenticator
    let limiter: RateLimiter
    let isUnix: Bool

    func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        // A client that neither sends nor reads must not hold up the daemon's end.
        let ending = ShutdownDeadline(channel)
        defer { ending.cancel() }
        var unused = Optional(writer)
        try await withGracefulShutdownHandler {
            guard let writer = unused.take() else { return }
            try await exchange(request, writer, channel)
        } onGracefulShutdown: {
            ending.begin()
        }
    }

    private func exchange(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        var response: APIResponse
        do {
            response = await handler.respond(try await read(request, channel))
        } catch let error as APIError {
            var refusal = APIResponse(error)
            if request.method == .head { refusal.body = .document([]) }
            let isLast = Self.ends.contains(error.code)
            if isLast { refusal.headers.append(("Connection", "close")) }
            try await Self.write(refusal, writer, channel)
            if isLast { channel.close(promise: nil) }
            return
        } catch let error as StoreError {
            return try await Self.write(APIResponse(APIError(error)), writer, channel)
        } catch is CancellationError {
            return
        }
        let atEnd = response.atEnd
        defer { atEnd?() }
        // The next answer would begin in the middle of it. Source: RFC 9110 §9.3.2.
        if request.method == .head { response.body = .document([]) }
        try await Self.write(response, writer, channel)
    }

    /// After these the connection is of no use: nobody knows the client, it has too many, or what is left of its body is
    /// not worth reading. Connections are few, and others wait for them.
    private static let ends: Set<Int> = [401, 413, 429]

    /// - Throws: `APIError` for a request that does not get as far as the API.
    private func read(_ request: Request, _ channel: any Channel) async throws -> APIRequest {
        let headers = request.headers
        let evidence = Authenticator.Evidence(
            authorization: headers[.authorization],
            impersonatedUser: headers[Self.impersonateUser],
            impersonatedGroups: headers[values: Self.impersonateGroup]
        )
        let user = try await authenticator.user(evidence, on: channel, isUnix: isUnix)
        guard limiter.allows(user.name) else {
            throw APIError.tooManyRequests("too many requests, please try again later")
        }
        if let text = headers[.contentLength], let length = Int(text), length > RequestLimits.body {
            throw APIError.tooLarge(limit: RequestLimits.body)
        }
        var read = try APIRequest(
            method: request.method.rawValue,
            target: request.head.path ?? "/",
            user: user,
            body: try await Self.body(request)
        )
        read.accept = headers[values: .accept].joined(separator: ",")
        read.contentType = Self.mediaType(headers[.contentType] ?? "")
        read.ifNoneMatch = headers[.ifNoneMatch] ?? ""
        read.userAgent = headers[.userAgent] ?? ""
        return read
    }

    private static func body(_ request: Request) async throws -> SecretBytes {
        do {
            let buffer = try await request.body.collect(upTo: RequestLimits.body)
            return buffer.withUnsafeReadableBytes { SecretBytes(copying: $0) }
        } catch is NIOTooManyBytesError {
            throw APIError.tooLarge(limit: RequestLimits.body)
        }
    }

    private static func mediaType(_ header: String) -> String {
        let type = header.prefix { $0 != ";" }
        return type.split(separator: " ").joined().lowercased()
    }

    private static let impersonateUser = name("Impersonate-User")
    private static let impersonateGroup = name("Impersonate-Group")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no name of a header") }
        return name
    }

    // MARK: - Answer

    private static func write(
        _ response: APIResponse,
        _ writer: consuming ResponseWriter,
        _ channel: any Channel
    ) async throws {
        var head = HTTPResponse(status: .init(code: response.code))
        head.headerFields[.contentType] = response.contentType
        // Answers hold Secrets: nobody on the way keeps them.
        head.headerFields[.cacheControl] = "no-cache, private"
        for (name, value) in response.headers {
            if let field = HTTPField.Name(name) {
                if field == .cacheControl { head.headerFields[.cacheControl] = nil }
                head.headerFields.append(HTTPField(name: field, value: value))
            }
        }
        switch response.body {
        case .bytes(let bytes):
            let buffer = bytes.withBytes { ByteBuffer(bytes: $0) }
            head.headerFields[.contentLength] = "\(buffer.readableBytes)"
            try await writer.write(response: head, body: ResponseBody(byteBuffer: buffer))
        case .document(let bytes):
            head.headerFields[.contentLength] = "\(bytes.count)"
            try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let stream):
            try await write(stream, response.presence, head, writer, channel)
        }
    }

    private static func write(
        _ stream: APIResponse.Stream,
        _ presence: ClientPresence?,
        _ head: HTTPResponse,
        _ writer: consuming ResponseWriter,
        _ channel: any Channel
    ) async throws {
        if let presence { channel.closeFuture.whenComplete { _ in presence.leave() } }
        var body: any ResponseBodyWriter = try await writer.writeHead(head)
        try await withGracefulShutdownHandler {
            try await stream { bytes in
                try await body.write(bytes.withBytes { ByteBuffer(bytes: $0) })
            }
        } onGracefulShutdown: {
            presence?.leave()
        }
        try await body.finish(nil)
    }
}
