/// A part of an object with a path of its own, such as `pods/status`.
package struct Subresource: Hashable, Sendable {
    /// The last part of the path: `status`.
    package let name: String
    /// The kind of the bodies, and its group and version where they are not those of the resource.
    package let kind: String
    package let group: String
    package let version: String
    package let verbs: [Verb]

    package init(_ name: String, kind: String, group: String = "", version: String = "", verbs: [Verb]) {
        self.name = name
        self.kind = kind
        self.group = group
        self.version = version
        self.verbs = verbs
    }

    package func allows(_ verb: Verb) -> Bool { verbs.contains(verb) }
}
