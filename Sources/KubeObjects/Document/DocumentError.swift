/// Why the text of a document could not be read. Holds a place and a kind of problem, never a piece of the text.
package struct DocumentError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// The text is no YAML or JSON. The payload is a constant of ours or of libyaml, never input.
        case syntax(String)
        case invalidUTF8
        /// One object has the same key twice.
        case duplicateKey
        /// Arrays and objects within each other, more than `limit` of them.
        case tooDeep(limit: Int)
        /// The file, its aliases written out, has more than `limit` values.
        case tooManyNodes(limit: Int)
        /// An alias to an anchor that is not there, or that holds the alias itself.
        case undefinedAlias
        /// A merge key whose value is neither an object nor an array of objects.
        case badMerge
        /// A key that is an array, an object or null.
        case badKey
        /// A tag other than those of YAML's core schema, or one that does not fit its value.
        case badTag
        /// Infinity or not-a-number, which JSON cannot say.
        case notFinite
    }

    package var problem: Problem
    package var mark: SourceMark

    package init(_ problem: Problem, at mark: SourceMark) {
        self.problem = problem
        self.mark = mark
    }
}

extension DocumentError: CustomStringConvertible {
    package var description: String { "\(mark): \(problem)" }
}

extension DocumentError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .syntax(let text): text
        case .invalidUTF8: "invalid UTF-8"
        case .duplicateKey: "duplicate key"
        case .tooDeep(let limit): "nested more than \(limit) levels deep"
        case .tooManyNodes(let limit): "more than \(limit) values, aliases written out"
        case .undefinedAlias: "alias without an anchor before it"
        case .badMerge: "the value of a merge key must be an object or an array of objects"
        case .badKey: "a key must be a string, a number or a boolean"
        case .badTag: "unsupported tag"
        case .notFinite: "infinity and not-a-number are not supported"
        }
    }
}
