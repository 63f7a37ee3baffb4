/// What a rule is about. Of one list any may match; lists that are not empty must all match; all empty is every file.
package struct RuleTarget: Hashable, Sendable {
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
}
