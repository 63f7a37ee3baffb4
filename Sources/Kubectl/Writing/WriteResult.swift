package import APIServer
package import KubeObjects

/// What a command did with one object.
package struct WriteResult: Equatable, Sendable {
    package var resource: Resource
    /// As the daemon has it now, or for `--dry-run=client` as it would be sent.
    package var object: JSONValue
    /// `created`
    package var verb: String

    package init(_ resource: Resource, _ object: JSONValue, _ verb: String) {
        self.resource = resource
        self.object = object
        self.verb = verb
    }

    /// `secret/x created (dry run)`
    package func line(_ dryRun: WriteOptions.DryRun) -> String {
        let name = object.value(at: "metadata", "name")?.text ?? ""
        let remark =
            switch dryRun {
            case .none: ""
            case .client: " (dry run)"
            case .server: " (server dry run)"
            }
        return "\(resource.singular)/\(name.isEmpty ? "<unknown>" : name) \(verb)\(remark)"
    }
}
