/// A part of an object with a path of its own, such as `pods/status`.
struct Subresource: Hashable, Sendable {
    /// The last part of the path: `status`.
    let name: String
    /// The kind of the bodies, and its group and version where they are not those of the resource.
    let kind: String
    let group: String
    let version: String
    let verbs: [Verb]

    init(_ name: String, kind: String, group: String = "", version: String = "", verbs: [Verb]) {
        self.name = name
        self.kind = kind
        self.group = group
        self.version = version
        self.verbs = verbs
    }

    func allows(_ verb: Verb) -> Bool { verbs.contains(verb) }
}
