import KubeObjects

/// What goes back to the client.
struct APIResponse: Sendable {
    /// Writes pieces of a body as they come.
    typealias Stream = @Sendable (_ write: (SecretBytes) async throws -> Void) async throws -> Void

    enum Body: Sendable {
        case bytes(SecretBytes)
        /// The same bytes for everybody.
        case document([UInt8])
        case stream(Stream)
    }

    var code = 200
    var contentType = "application/json"
    var headers: [(name: String, value: String)] = []
    var body: Body
    /// Told by the server when the client of a stream is gone.
    var presence: ClientPresence?
    /// Run when the answer has been sent, or cannot be.
    var atEnd: (@Sendable () -> Void)?

    init(_ value: JSONValue, code: Int = 200) {
        var writer = JSONWriter(capacity: 4096)
        writer.write(value)
        self.init(writer.secretBytes(), code: code)
    }

    init(_ json: SecretBytes, code: Int = 200) {
        self.code = code
        body = .bytes(json)
    }

    init(text: String, code: Int = 200) {
        self.code = code
        contentType = "text/plain; charset=utf-8"
        body = .document(Array(text.utf8))
    }

    init(document: [UInt8], contentType: String) {
        self.contentType = contentType
        body = .document(document)
    }

    init(stream: @escaping Stream) {
        body = .stream(stream)
    }

    init(_ error: APIError) {
        self.init(error.status, code: error.code)
        if let seconds = error.retryAfter { headers.append(("Retry-After", "\(seconds)")) }
    }

    /// Characters of a warning, and of all of them: clients refuse headers that are too long.
    /// Source: k8s.io/apiserver pkg/endpoints/filters/warning.go.
    private static let longestWarning = 256
    private static let longestWarnings = 4096

    /// Adds what kubectl prints as `Warning: text`; what would be too much is left out.
    ///
    /// Source: RFC 7234 §5.5; k8s.io/apiserver pkg/warning. Characters that a header cannot hold are left out.
    mutating func warn(_ texts: [String]) {
        let isMuch = texts.reduce(0) { $0 + $1.unicodeScalars.count } > Self.longestWarnings
        var room = Self.longestWarnings
        for text in texts where room > 0 {
            var shown = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7f }
            if isMuch { shown = String.UnicodeScalarView(shown.prefix(min(room, Self.longestWarning))) }
            room -= shown.count
            var quoted = ""
            for scalar in shown {
                if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
                quoted.unicodeScalars.append(scalar)
            }
            headers.append(("Warning", "299 - \"\(quoted)\""))
        }
    }
}
