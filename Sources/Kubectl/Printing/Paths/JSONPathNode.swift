/// A step of a `JSONPath`.
indirect enum JSONPathNode: Equatable, Sendable {
    /// Text between the braces' pairs, or in quotes within.
    case text(String)
    /// What stands in one pair of braces, step after step.
    case action([JSONPathNode])
    case field(String)
    /// `[first:end:step]`
    case slice(JSONPathSlice)
    /// `[?(left operator right)]`
    case filter([JSONPathNode], JSONPathFilter.Operator, [JSONPathNode])
    /// `[a,b]`
    case union([[JSONPathNode]])
    /// `*`
    case wildcard
    /// `..`
    case descent
    case integer(Int64)
    /// As its text in Go.
    case number(String)
    case bool(Bool)
    /// `range`, `end`, or a word that means nothing.
    case word(String)
}
