import KubeObjects

/// Something that happened to a Pod's volume, as `kubectl describe pod` tells it.
struct PodEvent: Hashable, Sendable {
    var namespace: String
    var pod: String
    /// `Normal` or `Warning`.
    var type: String
    var reason: String
    var message: String

    /// That there is nothing to do for a Pod.
    init(noVolumesOf pod: String, namespace: String) {
        self.namespace = namespace
        self.pod = pod
        type = "Normal"
        reason = PodStatus.noVolumesReason
        message = PodStatus.noVolumes
    }

    /// What a volume's new state is to be told as; nil where there is nothing to tell.
    ///
    /// Source of the texts: kubelet pkg/volume/util/operationexecutor; `SecretUpdated` is ours.
    ///
    /// - Parameter isSwitched: Whether the files have just changed; not so where they are an earlier process's.
    init?(_ new: VolumeReport, after old: VolumeReport?, isSwitched: Bool, namespace: String, pod: String) {
        self.namespace = namespace
        self.pod = pod
        if new.state != .ready, new.message != old?.message || old?.state == .ready {
            type = "Warning"
            reason = new.isEssential ? "FailedMount" : new.reason
            message =
                new.isEssential
                ? "MountVolume.SetUp failed for volume \(new.volume.goQuoted) : \(new.message)" : new.message
        } else if isSwitched, let generation = new.generation, generation != old?.generation {
            type = "Normal"
            let files = "\(new.files) file\(new.files == 1 ? "" : "s")"
            if old?.generation == nil {
                reason = "SuccessfulMountVolume"
                message = "MountVolume.SetUp succeeded for volume \(new.volume.goQuoted): \(files) from \(new.sources)"
            } else {
                reason = "SecretUpdated"
                message = "volume \(new.volume.goQuoted) follows \(new.sources): \(files) switched"
            }
        } else {
            return nil
        }
    }
}
