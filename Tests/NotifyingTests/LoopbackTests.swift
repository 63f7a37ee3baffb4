import TestSupport
import Testing

@testable import Notifying

/// Answers with the status that the path names, and prints what it was asked.
private let server = """
    import http.server, sys, threading
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get('Content-Length', 0))).decode()
            print(self.command, self.path, self.headers['Host'], self.headers.get('Content-Type'), body, flush=True)
            code = int(self.path[1:4])
            if code == 599: threading.Event().wait()
            self.send_response(code)
            if code == 302: self.send_header('Location', '/200')
            self.send_header('Content-Length', '0')
            self.end_headers()
        do_POST = do_PUT = do_GET = answer
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
    print('port', server.server_port, flush=True)
    server.serve_forever()
    """

@Suite(.timeLimit(.minutes(1))) struct LoopbackTests {
    private let process: ChildProcess
    private let port: String

    init() throws {
        process = try ChildProcess("/usr/bin/python3", ["-c", server])
        port = String(try process.line(containing: "port").dropFirst(5))
    }

    private func send(
        _ url: String,
        _ method: LoopbackRequest.Method = .POST,
        timeout: Duration = .seconds(20)
    ) async throws -> ActionOutcome {
        let request = try #require(LoopbackRequest(url, method: method, timeout: timeout))
        return try await LoopbackCall.send(request, body: Array("{}".utf8))
    }

    @Test func theServerIsToldByPost() async throws {
        #expect(try await send("http://127.0.0.1:\(port)/200?a=b") == .told)
        #expect(try process.line { _ in true } == "POST /200?a=b 127.0.0.1:\(port) application/json {}")
        #expect(try await send("http://localhost:\(port)/204", .GET) == .told)
        #expect(try process.line { _ in true } == "GET /204 localhost:\(port) None ")
    }

    @Test(arguments: [302, 404, 503])
    func everythingButSuccessIsAFailure(code: Int) async throws {
        let url = "http://127.0.0.1:\(port)/\(code)"
        await #expect(throws: ActionFailure("\(url): HTTP \(code)")) { try await send("\(url)?token=x") }
    }

    @Test func aServerThatHangsIsGivenUp() async throws {
        let url = "http://127.0.0.1:\(port)/599"
        await #expect(throws: ActionFailure("\(url): no answer within 0.3 seconds")) {
            try await send(url, timeout: .milliseconds(300))
        }
    }

    @Test func nobodyWhoListensIsAFailure() async throws {
        process.kill()
        let url = "http://localhost:\(port)/200"
        await #expect(throws: ActionFailure("\(url): nobody listens")) { try await send(url) }
    }
}
