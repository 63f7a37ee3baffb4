/// Source: kubernetes pkg/apis/core/validation ValidateVolumeMounts, ValidateVolumeDevices.
extension Container {
    func validateMounts(at path: FieldPath, volumes: Set<String>, into report: inout ValidationReport) {
        var mountPaths: Set<[UInt8]> = []
        for (index, mount) in volumeMounts.enumerated() {
            let field = path.child("volumeMounts")[index]
            mount.validate(at: field, privileged: securityContext.privileged == true, into: &report)
            if !mount.name.isEmpty, !volumes.contains(mount.name) {
                report.notFound(field.child("name"), mount.name)
            }
            if !mount.mountPath.isEmpty, !mountPaths.insert(Array(mount.mountPath.utf8)).inserted {
                report.invalid(field.child("mountPath"), mount.mountPath, "must be unique")
            }
        }
        validateDeviceClashes(at: path, into: &report)
    }

    /// A volume is a directory or a block device, a path is one of both.
    private func validateDeviceClashes(at path: FieldPath, into report: inout ValidationReport) {
        let deviceNames = Set(volumeDevices.map(\.name)).subtracting([""])
        let devicePaths = Set(volumeDevices.map(\.devicePath)).subtracting([""])
        let mountNames = Set(volumeMounts.map(\.name))
        let mountPaths = Set(volumeMounts.map(\.mountPath))
        for (index, mount) in volumeMounts.enumerated() {
            let field = path.child("volumeMounts")[index]
            if deviceNames.contains(mount.name) {
                report.invalid(field.child("name"), mount.name, "must not already exist in volumeDevices")
            }
            if devicePaths.contains(mount.mountPath) {
                let detail = "must not already exist as a path in volumeDevices"
                report.invalid(field.child("mountPath"), mount.mountPath, detail)
            }
        }
        for (index, device) in volumeDevices.enumerated() {
            let field = path.child("volumeDevices")[index]
            if deviceNames.contains(device.name), mountNames.contains(device.name) {
                report.invalid(field.child("name"), device.name, "must not already exist in volumeMounts")
            }
            if devicePaths.contains(device.devicePath), mountPaths.contains(device.devicePath) {
                let detail = "must not already exist as a path in volumeMounts"
                report.invalid(field.child("devicePath"), device.devicePath, detail)
            }
        }
    }
}

extension VolumeMount {
    private static let propagations: Set = ["Bidirectional", "HostToContainer", "None"]
    private static let recursiveReadOnlyModes: Set = ["Disabled", "Enabled", "IfPossible"]

    /// What one mount says by itself; whether its volume exists is the container's to ask.
    fileprivate func validate(at field: FieldPath, privileged: Bool, into report: inout ValidationReport) {
        if name.isEmpty { report.required(field.child("name")) }
        if mountPath.isEmpty { report.required(field.child("mountPath")) }
        if !subPath.isEmpty { FilePathRule.check(descending: subPath, at: field.child("subPath"), into: &report) }
        if !subPathExpr.isEmpty {
            if !subPath.isEmpty {
                let detail = "subPathExpr and subPath are mutually exclusive"
                report.invalid(field.child("subPathExpr"), subPathExpr, detail)
            }
            FilePathRule.check(descending: subPathExpr, at: field.child("subPathExpr"), into: &report)
        }
        validatePropagation(at: field.child("mountPropagation"), privileged: privileged, into: &report)
        validateRecursiveReadOnly(at: field.child("recursiveReadOnly"), into: &report)
    }

    private func validatePropagation(at field: FieldPath, privileged: Bool, into report: inout ValidationReport) {
        guard let mountPropagation else { return }
        if !Self.propagations.contains(mountPropagation) {
            report.notSupported(field, mountPropagation, supported: Self.propagations)
        }
        if mountPropagation == "Bidirectional", !privileged {
            report.forbidden(field, "Bidirectional mount propagation is available only to privileged containers")
        }
    }

    private func validateRecursiveReadOnly(at field: FieldPath, into report: inout ValidationReport) {
        guard let recursiveReadOnly, recursiveReadOnly != "Disabled" else { return }
        guard Self.recursiveReadOnlyModes.contains(recursiveReadOnly) else {
            return report.notSupported(field, recursiveReadOnly, supported: Self.recursiveReadOnlyModes)
        }
        if !readOnly { report.forbidden(field, "may only be specified when readOnly is true") }
        if let mountPropagation, mountPropagation != "None" {
            report.forbidden(field, "may only be specified when mountPropagation is None or not specified")
        }
    }
}
