/// `fieldRef`: a field of the Pod itself, for example `metadata.labels['app']`.
package struct ObjectFieldSelector: Hashable, Sendable {
    package var fieldPath: String
    package var apiVersion: String

    package init(fieldPath: String, apiVersion: String = "v1") {
        self.fieldPath = fieldPath
        self.apiVersion = apiVersion
    }
}

/// `resourceFieldRef`: a limit or request of a container, divided by `divisor` and rounded up.
package struct ResourceFieldSelector: Hashable, Sendable {
    package var containerName: String
    /// For example `limits.cpu`.
    package var resource: String
    /// A quantity as written; empty means 1.
    package var divisor: String

    package init(containerName: String = "", resource: String, divisor: String = "") {
        self.containerName = containerName
        self.resource = resource
        self.divisor = divisor
    }
}
