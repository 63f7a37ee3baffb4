/// `volumes[].projected`: several sources in one directory; a later source wins over an earlier one on the same path.
package struct ProjectedVolumeSource: Hashable, Sendable {
    package var sources: [VolumeProjection]
    package var defaultMode: Int64

    package init(sources: [VolumeProjection] = [], defaultMode: Int64 = 0o644) {
        self.sources = sources
        self.defaultMode = defaultMode
    }
}

/// One entry of `projected.sources`. A valid one has at most one part; more are kept for the error.
package struct VolumeProjection: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case secret(ObjectProjection)
        case configMap(ObjectProjection)
        case downwardAPI([DownwardAPIFile])
        case serviceAccountToken(ServiceAccountTokenProjection)
        /// A source that secretd does not serve, by its field's name: `clusterTrustBundle`, `podCertificate`.
        case other(String)
    }

    package var parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }

    package init(_ part: Part) {
        self.init(parts: [part])
    }
}

/// A Secret or ConfigMap inside a projected volume.
package struct ObjectProjection: Hashable, Sendable {
    package var name: String
    package var items: [KeyToPath]
    package var optional: Bool

    package init(name: String, items: [KeyToPath] = [], optional: Bool = false) {
        self.name = name
        self.items = items
        self.optional = optional
    }
}

/// A token of the Pod's service account inside a projected volume.
package struct ServiceAccountTokenProjection: Hashable, Sendable {
    package var path: String
    package var audience: String
    /// Seconds; defaulted to 3600.
    package var expirationSeconds: Int64

    package init(path: String, audience: String = "", expirationSeconds: Int64 = 3600) {
        self.path = path
        self.audience = audience
        self.expirationSeconds = expirationSeconds
    }
}
