package import APIServer
package import KubeObjects

/// One object of the files that a command was given.
package struct InputObject: Equatable, Sendable {
    /// As it stands in the file, with its namespace filled in.
    package var object: JSONValue
    /// Where it stands, as kubectl names it in errors: the path, or `STDIN`.
    package var source: String
    package var resource: Resource
    /// Empty where the file gives none.
    package var name: String
    /// Empty for resources without namespaces.
    package var namespace: String

    package init(object: JSONValue, source: String, resource: Resource, name: String, namespace: String) {
        self.object = object
        self.source = source
        self.resource = resource
        self.name = name
        self.namespace = namespace
    }
}
