extension Pod {
    /// What the API server would refuse about this Pod, as far as secretd reads it, and what secretd refuses beyond
    /// that because it could never be served (`FilePathRule`, `VolumePaths`).
    ///
    /// Where Kubernetes names a list, `spec.volumes[0].downwardAPI.path`, the element is named here:
    /// `spec.volumes[0].downwardAPI.items[2].path`.
    /// Source: kubernetes pkg/apis/core/validation ValidatePodCreate, pkg/api/pod/warnings.go.
    package func validate() -> ValidationReport {
        ValidationReport { report in
            let spec = FieldPath("spec")
            let scope = PodScope(self)
            metadata.validate(at: FieldPath("metadata"), into: &report)
            securityContext.validate(at: spec.child("securityContext"), into: &report)
            validateNames(at: spec, into: &report)
            validateVolumes(at: spec.child("volumes"), in: scope, into: &report)
            validateContainers(at: spec, in: scope, into: &report)
            warnAboutPullSecrets(at: spec.child("imagePullSecrets"), into: &report)
        }
    }

    private func validateNames(at spec: FieldPath, into report: inout ValidationReport) {
        for (field, name) in [("serviceAccountName", serviceAccountName), ("nodeName", nodeName)] where !name.isEmpty {
            report.invalid(spec.child(field), name, each: NameRule.subdomain(name))
        }
    }

    private func validateVolumes(at path: FieldPath, in scope: PodScope, into report: inout ValidationReport) {
        var names: Set<String> = []
        for (index, volume) in volumes.enumerated() {
            let field = path[index]
            volume.validate(at: field, in: scope, into: &report)
            if !volume.name.isEmpty, !names.insert(volume.name).inserted {
                report.duplicate(field.child("name"), volume.name)
            }
            if volume.isServed, !scope.mountedNames.contains(volume.name) {
                report.warn(field, "no container mounts this volume; it is served all the same")
            }
        }
    }

    private func validateContainers(at spec: FieldPath, in scope: PodScope, into report: inout ValidationReport) {
        if containers.isEmpty { report.required(spec.child("containers")) }
        var names: Set<String> = []
        for (field, list) in [("initContainers", initContainers), ("containers", containers)] {
            for (index, container) in list.enumerated() {
                let path = spec.child(field)[index]
                container.validate(at: path, in: scope, into: &report)
                if !container.name.isEmpty, !names.insert(container.name).inserted {
                    report.duplicate(path.child("name"), container.name)
                }
            }
        }
    }

    private func warnAboutPullSecrets(at path: FieldPath, into report: inout ValidationReport) {
        var names: Set<String> = []
        for (index, name) in imagePullSecrets.enumerated() {
            let field = path[index].child("name")
            if name.isEmpty { report.warn(field, "invalid empty name \"\"") }
            if !names.insert(name).inserted { report.warn(field, "duplicate name \(name.goQuoted)") }
        }
    }
}
