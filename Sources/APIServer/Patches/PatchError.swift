/// Why a patch cannot be applied. Holds names of fields, never a value of the patch or of the object.
package enum PatchError: Error, Equatable, Sendable {
    /// The patch is none at all: a wrong type, an unknown directive, a list element without its key. HTTP 400.
    case malformed(String)
    /// An operation of a JSON patch that does not apply, or a `test` that fails. HTTP 422.
    case rejected
    /// More operations, copied data or nesting than a JSON patch may have. HTTP 413.
    case tooLarge
}

extension PatchError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let text): text
        case .rejected: "the server rejected our request due to an error in our request"
        case .tooLarge:
            "a JSON patch may have at most \(JSONPatch.maximumOperations) operations, may copy at most "
                + "\(JSONPatch.maximumCopiedBytes) bytes and may nest at most \(JSONPatch.maximumDepth) levels"
        }
    }
}
