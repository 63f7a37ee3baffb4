/// What every object has in `metadata`, as far as secretd reads it.
package struct ObjectMeta: Hashable, Sendable {
    package var name: String
    /// The base that a server makes `name` from. A manifest of ours needs a `name`.
    package var generateName: String
    package var namespace: String
    package var uid: String
    package var resourceVersion: String
    package var labels: [String: String]
    package var annotations: [String: String]

    package init(
        name: String,
        generateName: String = "",
        namespace: String = "default",
        uid: String = "",
        resourceVersion: String = "",
        labels: [String: String] = [:],
        annotations: [String: String] = [:]
    ) {
        self.name = name
        self.generateName = generateName
        self.namespace = namespace
        self.uid = uid
        self.resourceVersion = resourceVersion
        self.labels = labels
        self.annotations = annotations
    }
}
