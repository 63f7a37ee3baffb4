/// What one manifest file says: its objects, decoded, defaulted and validated, and all that is wrong with it.
///
/// A manifest counts as a whole: whoever serves objects from it takes them only where `errors` is empty.
package struct Manifest: Sendable {
    /// One object and where its document starts.
    package struct Entry: Sendable {
        package var object: KubeObject
        package var mark: SourceMark
        /// The problems of this object alone; they are in `errors` and `warnings` as well.
        package var problems: [ManifestProblem]

        package init(object: KubeObject, mark: SourceMark, problems: [ManifestProblem]) {
            self.object = object
            self.mark = mark
            self.problems = problems
        }
    }

    /// In document order; the items of a List stand where the List stood. Objects with errors are here too, as far as
    /// they could be decoded.
    package var entries: [Entry]
    /// In document order, every one of them.
    package var problems: [ManifestProblem]

    package var objects: [KubeObject] { entries.map(\.object) }
    package var errors: [ManifestProblem] { problems.filter { $0.severity == .error } }
    package var warnings: [ManifestProblem] { problems.filter { $0.severity == .warning } }

    package init(entries: [Entry] = [], problems: [ManifestProblem] = []) {
        self.entries = entries
        self.problems = problems
    }
}
