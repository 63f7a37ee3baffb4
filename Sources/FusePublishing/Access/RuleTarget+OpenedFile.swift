import KubeObjects

extension RuleTarget {
    func match(_ file: OpenedFile) -> RuleMatch {
        if !namespaces.covers(file.namespace) { return .differs(.namespaces) }
        if !pods.covers(file.pod) { return .differs(.pods) }
        if !volumes.covers(file.volume) { return .differs(.volumes) }
        if !keys.covers(file.key) { return .differs(.keys) }
        return .matches
    }
}
