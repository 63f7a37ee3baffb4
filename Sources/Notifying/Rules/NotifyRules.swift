import KubeObjects

/// Who is told of what, and what Pods may ask for themselves: the sections `notify` and `unitRequests`.
package struct NotifyRules: Hashable, Sendable {
    /// In the order of the configuration. Names are unique.
    package var rules: [NotifyRule]
    /// Nothing that no entry allows is done for a Pod.
    package var unitRequests: [UnitRequest]

    package init(rules: [NotifyRule] = [], unitRequests: [UnitRequest] = []) {
        self.rules = rules
        self.unitRequests = unitRequests
    }

    package var isEmpty: Bool { rules.isEmpty && unitRequests.isEmpty }

    /// Whether Pods of `namespace` may ask for a reload of `unit`.
    package func allow(_ unit: UnitName, forPodsOf namespace: String) -> Bool {
        unitRequests.contains { $0.namespaces.covers(namespace) && $0.units.contains(unit) }
    }
}
