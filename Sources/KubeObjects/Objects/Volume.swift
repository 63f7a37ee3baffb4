/// One entry of `spec.volumes`.
package struct Volume: Hashable, Sendable {
    /// What the volume holds.
    package enum Source: Hashable, Sendable {
        case secret(SecretVolumeSource)
        case configMap(ConfigMapVolumeSource)
        case downwardAPI(DownwardAPIVolumeSource)
        case projected(ProjectedVolumeSource)
        /// No volume of a manifest: the registry logins of the Pod's image pull Secrets, by their names, merged into one
        /// file. A later Secret of the list never hides an earlier one's login.
        case pullSecrets([String])
        /// A volume that is none of secretd's business, by its field's name: `emptyDir`, `hostPath`.
        case other(String)
    }

    package var name: String
    /// A valid volume has exactly one; the rest is kept for the error.
    package var sources: [Source]

    package init(name: String, sources: [Source]) {
        self.name = name
        self.sources = sources
    }

    package init(name: String, _ source: Source) {
        self.init(name: name, sources: [source])
    }
}

/// `volumes[].secret`.
package struct SecretVolumeSource: Hashable, Sendable {
    package var secretName: String
    package var items: [KeyToPath]
    /// Permission bits, 0o000...0o777 once validated; defaulted to 0o644.
    package var defaultMode: Int64
    package var optional: Bool

    package init(secretName: String, items: [KeyToPath] = [], defaultMode: Int64 = 0o644, optional: Bool = false) {
        self.secretName = secretName
        self.items = items
        self.defaultMode = defaultMode
        self.optional = optional
    }
}

/// `volumes[].configMap`.
package struct ConfigMapVolumeSource: Hashable, Sendable {
    package var name: String
    package var items: [KeyToPath]
    package var defaultMode: Int64
    package var optional: Bool

    package init(name: String, items: [KeyToPath] = [], defaultMode: Int64 = 0o644, optional: Bool = false) {
        self.name = name
        self.items = items
        self.defaultMode = defaultMode
        self.optional = optional
    }
}

/// `volumes[].downwardAPI`.
package struct DownwardAPIVolumeSource: Hashable, Sendable {
    package var items: [DownwardAPIFile]
    package var defaultMode: Int64

    package init(items: [DownwardAPIFile] = [], defaultMode: Int64 = 0o644) {
        self.items = items
        self.defaultMode = defaultMode
    }
}

/// One key of an object and the file it becomes.
package struct KeyToPath: Hashable, Sendable {
    package var key: String
    package var path: String
    /// Permission bits; nil means the volume's default.
    package var mode: Int64?

    package init(key: String, path: String, mode: Int64? = nil) {
        self.key = key
        self.path = path
        self.mode = mode
    }
}

/// One file of a `downwardAPI` source. A valid one has exactly one of the references.
package struct DownwardAPIFile: Hashable, Sendable {
    package var path: String
    package var fieldRef: ObjectFieldSelector?
    package var resourceFieldRef: ResourceFieldSelector?
    package var mode: Int64?

    package init(
        path: String,
        fieldRef: ObjectFieldSelector? = nil,
        resourceFieldRef: ResourceFieldSelector? = nil,
        mode: Int64? = nil
    ) {
        self.path = path
        self.fieldRef = fieldRef
        self.resourceFieldRef = resourceFieldRef
        self.mode = mode
    }
}
