/// In which order the members of an object are written as JSON. YAML is always sorted.
package enum KeyOrder: Sendable {
    /// By their UTF-8 bytes: what kubectl holds as an untyped tree, all that came from a server or a file.
    case sorted
    /// As the fields of Kubernetes' types stand in their declarations: what kubectl itself has made.
    case typed

    /// The names of an object's members in this order.
    ///
    /// - Parameter place: Where the object stands, which for `typed` says what it is.
    func arranged(_ names: some Sequence<String>, at place: TypedPlace) -> [String] {
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard self == .typed else { return sorted }
        let first = place.fields.filter(sorted.contains)
        return first + sorted.filter { !first.contains($0) }
    }
}
