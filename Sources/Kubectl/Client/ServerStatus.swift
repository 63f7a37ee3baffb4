package import KubeObjects

/// What the API says of a request that it refused: Kubernetes' `Status`.
package struct ServerStatus: Equatable, Sendable {
    package struct Cause: Equatable, Sendable {
        package var field: String
        package var message: String
    }

    /// The HTTP status.
    package var code: Int
    /// One word for machines, `NotFound`; empty where the server gave none.
    package var reason: String
    package var message: String
    /// The name and the kind that the answer is about; empty where it is about none.
    package var name: String
    package var kind: String
    package var causes: [Cause]

    package init(_ status: JSONValue, code: Int) {
        self.code = code
        reason = status["reason"]?.text ?? ""
        message = status["message"]?.text ?? ""
        let details = status["details"]
        name = details?["name"]?.text ?? ""
        kind = details?["kind"]?.text ?? ""
        causes = (details?["causes"]?.elements ?? []).map { cause in
            Cause(field: cause["field"]?.text ?? "", message: cause["message"]?.text ?? "")
        }
    }

    /// As kubectl prints it, without a line's end.
    ///
    /// Source: kubectl pkg/cmd/util checkErr, StandardErrorMessage, MultilineError.
    ///
    /// - Parameter context: What was being done, `error when creating "f.yaml"`, put before the server's words.
    package func text(context: String? = nil) -> String {
        if reason == "Invalid" {
            let subject = kind.isEmpty && name.isEmpty ? "The request is invalid" : "The \(kind) \"\(name)\" is invalid"
            let lines = causes.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
            return switch lines.count {
            case 0: message.isEmpty ? subject : "\(subject): \(message)"
            case 1: "\(subject): \(lines[0])"
            default: "\(subject): \n" + lines.map { "* \($0)" }.joined(separator: "\n")
            }
        }
        if reason == "Unauthorized" { return "error: You must be logged in to the server (\(message))" }
        let words = context.map { "\($0): \(message)" } ?? message
        return reason.isEmpty ? "Error from server: \(words)" : "Error from server (\(reason)): \(words)"
    }
}
