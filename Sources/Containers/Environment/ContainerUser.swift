package import KubeObjects

/// Who a command runs as when it runs as its container would.
package struct ContainerUser: Hashable, Sendable {
    package var user: UInt32
    package var group: UInt32
    /// Without repetition, sorted.
    package var groups: [UInt32]

    package init(user: UInt32, group: UInt32, groups: [UInt32]) {
        self.user = user
        self.group = group
        self.groups = groups
    }

    /// The container's securityContext over the Pod's; nil where neither says a user.
    ///
    /// - Parameter primaryGroup: The group that this machine knows the user with. Where nothing names a group, it is
    ///   nogroup's number: Kubernetes' own choice, 0, would open root's group on a machine that is no container.
    package init?(pod: Pod, container: Container, primaryGroup: (UInt32) -> UInt32?) {
        let (own, shared) = (container.securityContext, pod.securityContext)
        guard let user = (own.runAsUser ?? shared.runAsUser).flatMap({ UInt32(exactly: $0) }) else { return nil }
        let group = (own.runAsGroup ?? shared.runAsGroup).flatMap { UInt32(exactly: $0) }
        let groups = (shared.supplementalGroups + [shared.fsGroup].compactMap { $0 }).compactMap { UInt32(exactly: $0) }
        self.init(user: user, group: group ?? primaryGroup(user) ?? 65534, groups: Set(groups).sorted())
    }
}
