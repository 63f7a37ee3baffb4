/// One open of a file: who, what, and whether it was allowed. Never holds a value.
package struct AuditRecord: Hashable, Sendable {
    package var time: AuditTime
    package var opener: Opener
    package var file: OpenedFile
    package var decision: Decision

    package init(_ opener: Opener, _ file: OpenedFile, _ decision: Decision, at time: AuditTime = .now()) {
        self.time = time
        self.opener = opener
        self.file = file
        self.decision = decision
    }

    /// One line without a line break. What is not known about the opener is left out.
    package var json: String {
        var line = JSONLine()
        line.add("time", time.description)
        line.add("verdict", decision.verdict.rawValue)
        line.add("rule", decision.rule)
        line.add("pid", opener.pid)
        line.add("uid", opener.uid)
        line.add("gid", opener.gid)
        line.add("exe", opener.executable)
        line.add("unit", opener.unit)
        line.add("container", opener.container)
        line.add("cgroup", opener.cgroup)
        line.add("namespace", file.namespace)
        line.add("pod", file.pod)
        line.add("volume", file.volume)
        line.add("key", file.key)
        line.add("generation", file.generation)
        return String(decoding: line.bytes, as: UTF8.self)
    }
}
