/// `spec.securityContext`: what all containers of a Pod share.
package struct PodSecurityContext: Hashable, Sendable {
    package var runAsUser: Int64?
    package var runAsGroup: Int64?
    package var fsGroup: Int64?
    package var supplementalGroups: [Int64]

    package init(
        runAsUser: Int64? = nil,
        runAsGroup: Int64? = nil,
        fsGroup: Int64? = nil,
        supplementalGroups: [Int64] = []
    ) {
        self.runAsUser = runAsUser
        self.runAsGroup = runAsGroup
        self.fsGroup = fsGroup
        self.supplementalGroups = supplementalGroups
    }
}

/// `securityContext` of one container; it wins over the Pod's.
package struct ContainerSecurityContext: Hashable, Sendable {
    package var runAsUser: Int64?
    package var runAsGroup: Int64?
    package var privileged: Bool?

    package init(runAsUser: Int64? = nil, runAsGroup: Int64? = nil, privileged: Bool? = nil) {
        self.runAsUser = runAsUser
        self.runAsGroup = runAsGroup
        self.privileged = privileged
    }
}
