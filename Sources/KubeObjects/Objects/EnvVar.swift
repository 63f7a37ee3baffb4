/// One entry of a container's `env`.
package struct EnvVar: Hashable, Sendable {
    package var name: String
    package var value: String
    package var valueFrom: EnvVarSource?

    package init(name: String, value: String = "", valueFrom: EnvVarSource? = nil) {
        self.name = name
        self.value = value
        self.valueFrom = valueFrom
    }
}

/// `valueFrom` of an `EnvVar`. A valid one has exactly one field set; more than one is kept for the error.
package struct EnvVarSource: Hashable, Sendable {
    package var secretKeyRef: KeySelector?
    package var configMapKeyRef: KeySelector?
    package var fieldRef: ObjectFieldSelector?
    package var resourceFieldRef: ResourceFieldSelector?
    /// Names of other sources that the document has and secretd does not model.
    package var others: [String]

    package init(
        secretKeyRef: KeySelector? = nil,
        configMapKeyRef: KeySelector? = nil,
        fieldRef: ObjectFieldSelector? = nil,
        resourceFieldRef: ResourceFieldSelector? = nil,
        others: [String] = []
    ) {
        self.secretKeyRef = secretKeyRef
        self.configMapKeyRef = configMapKeyRef
        self.fieldRef = fieldRef
        self.resourceFieldRef = resourceFieldRef
        self.others = others
    }
}

/// One key of a Secret or ConfigMap.
package struct KeySelector: Hashable, Sendable {
    package var name: String
    package var key: String
    package var optional: Bool

    package init(name: String, key: String, optional: Bool = false) {
        self.name = name
        self.key = key
        self.optional = optional
    }
}

/// One entry of a container's `envFrom`. A valid one has exactly one reference.
package struct EnvFromSource: Hashable, Sendable {
    package struct Reference: Hashable, Sendable {
        package var name: String
        package var optional: Bool

        package init(name: String, optional: Bool = false) {
            self.name = name
            self.optional = optional
        }
    }

    package var prefix: String
    package var secretRef: Reference?
    package var configMapRef: Reference?

    package init(prefix: String = "", secretRef: Reference? = nil, configMapRef: Reference? = nil) {
        self.prefix = prefix
        self.secretRef = secretRef
        self.configMapRef = configMapRef
    }
}
