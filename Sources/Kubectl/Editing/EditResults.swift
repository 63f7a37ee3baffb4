import APIServer
import KubeObjects

/// What the server says of the objects that were edited.
///
/// Source: kubectl pkg/cmd/util/editor editResults.
struct EditResults {
    /// Why the editor opens again.
    private(set) var reasons: [EditText.Reason] = []
    private(set) var missing = 0
    /// What may be tried again as it is.
    private(set) var retryable = 0

    /// Notes a refusal.
    ///
    /// An object that is no good can be mended on the spot. kubectl does so only where the server calls it invalid, and not
    /// where it cannot read it.
    ///
    /// - Returns: The line for the person.
    mutating func note(_ error: ClientError, _ target: GetTarget) -> String {
        let object = "\(target.resource.name) \((target.name ?? "").goQuoted)"
        let status = error.status
        let message = status?.message ?? error.text()
        if status?.reason == "Invalid" {
            let details = (status?.causes ?? []).map { "\($0.field): \($0.message)" }
            reasons.append(EditText.Reason(head: "\(object) was not valid", details: details))
            return "error: \(object) is invalid"
        }
        if error.isNotFound {
            missing += 1
            return "error: \(object) could not be found on the server"
        }
        if status?.reason == "BadRequest" {
            reasons.append(EditText.Reason(head: "\(object) could not be patched", details: [message]))
        } else {
            retryable += 1
        }
        return "error: \(object) could not be patched: \(message)"
    }
}
