package import KubeObjects

/// What a rule is about. Of one list any may match; lists that are not empty must all match; all empty is every file.
package struct AccessTarget: Hashable, Sendable {
    package var namespaces: [Glob]
    package var pods: [Glob]
    package var volumes: [Glob]
    /// Paths inside the volume; `*` goes across `/`.
    package var keys: [Glob]

    package init(namespaces: [Glob] = [], pods: [Glob] = [], volumes: [Glob] = [], keys: [Glob] = []) {
        self.namespaces = namespaces
        self.pods = pods
        self.volumes = volumes
        self.keys = keys
    }

    func match(_ file: OpenedFile) -> RuleMatch {
        if !namespaces.covers(file.namespace) { return .differs(.namespaces) }
        if !pods.covers(file.pod) { return .differs(.pods) }
        if !volumes.covers(file.volume) { return .differs(.volumes) }
        if !keys.covers(file.key) { return .differs(.keys) }
        return .matches
    }
}
