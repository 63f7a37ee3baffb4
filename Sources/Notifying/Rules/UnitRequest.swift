package import KubeObjects

/// Units whose reload the Pods of some namespaces may ask for.
package struct UnitRequest: Hashable, Sendable {
    /// An empty list is every namespace.
    package var namespaces: [Glob]
    package var units: [UnitName]

    package init(namespaces: [Glob], units: [UnitName]) {
        self.namespaces = namespaces
        self.units = units
    }
}
