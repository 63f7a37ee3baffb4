/// Source: kubernetes pkg/apis/core/validation ValidateVolumes, validateVolumeSource.
extension Volume {
    /// Whether secretd makes files for it.
    var isServed: Bool {
        sources.contains { source in
            switch source {
            case .secret, .configMap, .downwardAPI, .projected, .pullSecrets: true
            case .other: false
            }
        }
    }

    func validate(at path: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        if name.isEmpty {
            report.required(path.child("name"))
        } else {
            report.invalid(path.child("name"), name, each: NameRule.label(name))
        }
        guard let source = sources.first else { return report.required(path, "must specify a volume type") }
        for extra in sources.dropFirst() {
            report.forbidden(path.child(extra.field), "may not specify more than 1 volume type")
        }
        let field = path.child(source.field)
        switch source {
        case .secret(let secret):
            secret.validate(at: field, volume: name, into: &report)
        case .configMap(let configMap):
            configMap.validate(at: field, volume: name, into: &report)
        case .downwardAPI(let downwardAPI):
            downwardAPI.validate(at: field, volume: name, in: pod, into: &report)
        case .projected(let projected):
            projected.validate(at: field, volume: name, in: pod, into: &report)
        case .pullSecrets, .other:
            break
        }
    }
}

extension Volume.Source {
    /// The field that holds it.
    fileprivate var field: String {
        switch self {
        case .secret: "secret"
        case .configMap: "configMap"
        case .downwardAPI: "downwardAPI"
        case .projected: "projected"
        case .pullSecrets: "imagePullSecrets"
        case .other(let field): field
        }
    }
}

extension SecretVolumeSource {
    fileprivate func validate(at path: FieldPath, volume: String, into report: inout ValidationReport) {
        report.checkReference(secretName, kind: .secret, at: path.child("secretName"))
        FileModeRule.check(defaultMode, at: path.child("defaultMode"), into: &report)
        items.validate(at: path.child("items"), into: &report)
        let paths = items.filePaths(at: path.child("items"))
        VolumePaths(volume: volume, source: "Secret \(secretName.goQuoted)", paths: paths).validate(into: &report)
    }
}

extension ConfigMapVolumeSource {
    fileprivate func validate(at path: FieldPath, volume: String, into report: inout ValidationReport) {
        report.checkReference(name, kind: .configMap, at: path.child("name"))
        FileModeRule.check(defaultMode, at: path.child("defaultMode"), into: &report)
        items.validate(at: path.child("items"), into: &report)
        let paths = items.filePaths(at: path.child("items"))
        VolumePaths(volume: volume, source: "ConfigMap \(name.goQuoted)", paths: paths).validate(into: &report)
    }
}

extension DownwardAPIVolumeSource {
    fileprivate func validate(at path: FieldPath, volume: String, in pod: PodScope, into report: inout ValidationReport)
    {
        FileModeRule.check(defaultMode, at: path.child("defaultMode"), into: &report)
        items.validate(at: path.child("items"), in: pod, into: &report)
        let paths = items.filePaths(at: path.child("items"))
        VolumePaths(volume: volume, source: "DownwardAPI", paths: paths).validate(into: &report)
    }
}

extension ValidationReport {
    /// The name of a Secret or ConfigMap that a volume wants. Kubernetes asks only that there is one.
    mutating func checkReference(_ name: String, kind: ObjectKind, at path: FieldPath) {
        if name.isEmpty {
            required(path)
        } else if let complaint = NameRule.subdomain(name).first {
            warn(path, "a \(kind.rawValue) \(name.goQuoted) can never be found: \(complaint)")
        }
    }
}
