/// Source: kubernetes pkg/apis/core/validation validateDownwardAPIVolumeFile.
extension DownwardAPIFile {
    fileprivate func validate(at field: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        if path.isEmpty {
            report.required(field.child("path"))
        } else {
            FilePathRule.check(file: path, at: field.child("path"), into: &report)
        }
        if let fieldRef {
            fieldRef.validate(for: .volume, at: field.child("fieldRef"), into: &report)
            if resourceFieldRef != nil {
                report.invalid(
                    field,
                    "resource",
                    "fieldRef and resourceFieldRef can not be specified simultaneously"
                )
            }
        } else if let resourceFieldRef {
            resourceFieldRef.validate(for: .volume, at: field.child("resourceFieldRef"), in: pod, into: &report)
        } else {
            report.required(field, "one of fieldRef and resourceFieldRef is required")
        }
        if let mode { FileModeRule.check(mode, at: field.child("mode"), into: &report) }
    }
}

extension [DownwardAPIFile] {
    func validate(at items: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        for (index, item) in enumerated() { item.validate(at: items[index], in: pod, into: &report) }
    }

    func filePaths(at items: FieldPath, source: String = "") -> [VolumePaths.Entry] {
        enumerated().map { index, item in
            VolumePaths.Entry(path: item.path, source: source, field: items[index].child("path"))
        }
    }
}
