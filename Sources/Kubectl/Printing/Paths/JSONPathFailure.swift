/// Why a `JSONPath` cannot be read, or does not fit an object. Holds no value of the object.
struct JSONPathFailure: Error, Equatable {
    let message: String
    /// Whether there were values at the step that failed: then a filter that asks for existence is content.
    let hasValues: Bool

    init(_ message: String, hasValues: Bool = true) {
        self.message = message
        self.hasValues = hasValues
    }
}
