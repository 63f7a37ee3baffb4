extension PodSecurityContext {
    init(_ context: ObjectCursor) {
        self.init(
            runAsUser: context.integer("runAsUser"),
            runAsGroup: context.integer("runAsGroup"),
            fsGroup: context.integer("fsGroup"),
            supplementalGroups: context.integers("supplementalGroups")
        )
    }
}

extension ContainerSecurityContext {
    init(_ context: ObjectCursor) {
        self.init(
            runAsUser: context.integer("runAsUser"),
            runAsGroup: context.integer("runAsGroup"),
            privileged: context.boolean("privileged")
        )
    }
}
