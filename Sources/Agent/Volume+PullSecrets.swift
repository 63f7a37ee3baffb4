package import KubeObjects
import Projection

extension Pod {
    /// The volume that holds the logins of the Pod's image pull Secrets; nil where it has none.
    ///
    /// A Pod that lists none takes those of its account. Empty names are none, but a list of them is a list.
    /// Source: kubernetes plugin/pkg/admission/serviceaccount.
    ///
    /// - Parameter account: The Pod's; nil where it is not there, which means no Secrets.
    func pullSecretVolume(account: ServiceAccount?) -> Volume? {
        let listed = imagePullSecrets.isEmpty ? account?.imagePullSecrets ?? [] : imagePullSecrets
        var known: Set<String> = []
        let names = listed.filter { !$0.isEmpty && known.insert($0).inserted }
        return names.isEmpty ? nil : Volume(name: PullSecretPlanner.volumeName, .pullSecrets(names))
    }

    var pullSecretVolumeID: VolumeID {
        VolumeID(namespace: metadata.namespace, pod: metadata.name, volume: PullSecretPlanner.volumeName)
    }

    /// The account whose image pull Secrets the Pod uses; nil where it lists its own.
    var pullSecretAccount: ObjectKey? {
        guard imagePullSecrets.isEmpty else { return nil }
        let name = serviceAccountName.isEmpty ? "default" : serviceAccountName
        return ObjectKey(.serviceAccount, namespace: metadata.namespace, name: name)
    }
}

extension Volume {
    /// Whether it is the one that secretd adds for image pull Secrets.
    package var isPullSecrets: Bool {
        if case .pullSecrets = sources.first { true } else { false }
    }
}
