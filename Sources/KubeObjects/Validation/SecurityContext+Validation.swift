/// Source: k8s.io/apimachinery pkg/util/validation IsValidUserID, IsValidGroupID.
extension PodSecurityContext {
    func validate(at path: FieldPath, into report: inout ValidationReport) {
        report.checkID(runAsUser, at: path.child("runAsUser"))
        report.checkID(runAsGroup, at: path.child("runAsGroup"))
        report.checkID(fsGroup, at: path.child("fsGroup"))
        for (index, group) in supplementalGroups.enumerated() {
            report.checkID(group, at: path.child("supplementalGroups")[index])
        }
    }
}

extension ContainerSecurityContext {
    func validate(at path: FieldPath, into report: inout ValidationReport) {
        report.checkID(runAsUser, at: path.child("runAsUser"))
        report.checkID(runAsGroup, at: path.child("runAsGroup"))
    }
}

extension ValidationReport {
    /// A user or group id: what both Kubernetes and `chown` can take.
    fileprivate mutating func checkID(_ id: Int64?, at path: FieldPath) {
        let range: ClosedRange<Int64> = 0...Int64(Int32.max)
        if let id, !range.contains(id) { invalid(path, id, RuleText.range(range)) }
    }
}
