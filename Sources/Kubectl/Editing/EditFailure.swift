/// Why an edit ends without what the person wanted.
package struct EditFailure: Error, Equatable {
    /// For the person, as it is.
    package var message: String
    /// The name of the file that holds the changes; nil where there is none to keep.
    package var kept: String?

    init(_ message: String, kept: String?) {
        self.message = message
        self.kept = kept
    }
}
