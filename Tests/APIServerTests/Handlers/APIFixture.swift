import KubeObjects
import Logging
import ObjectStore
import TestSupport

@testable import APIServer

/// The API over a store of the test's own, asked without sockets.
final class APIFixture: Sendable {
    let home: TemporaryDirectory
    let store: ObjectStore
    let handler: APIHandler
    let book = ServedBook { APIFixture.now }

    static let now: Int64 = 1_800_000_000
    static let admin = User(name: "admin", groups: [User.masters, User.authenticated])

    init() async throws {
        home = try TemporaryDirectory()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        store = try ObjectStore(
            path: home.appending("state"),
            keySource: KeySource(credentials: nil, file: nil),
            logger: logger,
            now: { Self.now }
        )
        handler = APIHandler(
            store: store,
            nodeName: "node-1",
            tokens: try TokenIssuer.open(directory: home.appending("state") + "/pki"),
            book: book,
            version: "0",
            logger: logger,
            now: { Self.now }
        )
        try await handler.makeNamespaces()
    }

    /// What came back.
    struct Answer {
        var code: Int
        var headers: [(name: String, value: String)]
        var body: JSONValue

        var message: String { body["message"]?.text ?? "" }
        var reason: String { body["reason"]?.text ?? "" }
        var warnings: [String] { headers.filter { $0.name == "Warning" }.map(\.value) }
        var revision: String { body.value(at: "metadata", "resourceVersion")?.text ?? "" }
        var names: [String] { body["items"]?.elements?.compactMap { $0.value(at: "metadata", "name")?.text } ?? [] }
    }

    func request(
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil,
        contentType: String = "application/json",
        accept: String = "application/json",
        user: User = APIFixture.admin
    ) async throws -> Answer {
        let bytes = body.map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) } ?? ""
        return try await send(method, target, bytes, contentType: contentType, accept: accept, user: user)
    }

    /// A body as text, which need not be JSON.
    func send(
        _ method: String,
        _ target: String,
        _ body: String,
        contentType: String = "application/json",
        accept: String = "application/json",
        user: User = APIFixture.admin
    ) async throws -> Answer {
        var request: APIRequest
        do {
            request = try APIRequest(method: method, target: target, user: user, body: SecretBytes(utf8: body))
        } catch {
            return try await Self.read(APIResponse(error))
        }
        request.contentType = contentType
        request.accept = accept
        request.userAgent = "tests/1"
        let response = await handler.respond(request)
        defer { response.atEnd?() }
        return try await Self.read(response)
    }

    private static func read(_ response: APIResponse) async throws -> Answer {
        var text: [UInt8] = []
        switch response.body {
        case .bytes(let bytes): bytes.withBytes { text += $0 }
        case .document(let bytes): text = bytes
        case .stream(let stream): try await stream { bytes in bytes.withBytes { text += $0 } }
        }
        let body = text.withUnsafeBytes { try? JSONValue(parsing: $0) }
        return Answer(code: response.code, headers: response.headers, body: body ?? .null)
    }

    // MARK: - Objects

    static let secrets = "/api/v1/namespaces/default/secrets"

    static func secret(_ name: String, _ data: JSONValue = ["k": "dg=="], more: JSONValue = [:]) -> JSONValue {
        var body: JSONValue = ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)], "data": data]
        for (field, value) in more.members ?? [:] { body[field] = value }
        return body
    }

    @discardableResult
    func make(_ name: String, _ data: JSONValue = ["k": "dg=="], more: JSONValue = [:]) async throws -> Answer {
        try await request("POST", Self.secrets, Self.secret(name, data, more: more))
    }
}
