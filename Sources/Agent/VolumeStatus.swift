package import Publishing

/// All that there is to tell about one volume. Names, numbers and times; never a value.
package struct VolumeStatus: Equatable, Sendable {
    package var id: VolumeID
    package var targets: [VolumeTarget]
    /// `secret/kuard-tls`.
    package var sources: String
    package var condition: VolumeCondition
    /// Whether it is the one that secretd adds for image pull Secrets.
    package var isPullSecrets: Bool
    /// The generation that consumers see; nil where nothing was ever published.
    package var generation: String?
    package var files: Int
    /// Sum of the files' sizes in bytes.
    package var bytes: Int
    /// When this daemon made or adopted the generation, in seconds since 1970.
    package var servedSince: Int64?

    init(id: VolumeID, desired: DesiredVolume, condition: VolumeCondition) {
        self.id = id
        targets = desired.targets
        sources = desired.volume.sourceSummary
        self.condition = condition
        isPullSecrets = desired.volume.isPullSecrets
        files = 0
        bytes = 0
    }
}
