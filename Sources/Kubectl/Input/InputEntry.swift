/// What a document of a file turned out to be.
package enum InputEntry: Equatable, Sendable {
    case object(InputObject)
    /// Why a document, or the rest of a file, is no object. Never a value.
    case failure(ObjectFailure)
}
