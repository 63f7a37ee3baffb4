/// Whether a file may be opened.
package enum Verdict: String, Hashable, Sendable {
    case allowed
    case denied
}
