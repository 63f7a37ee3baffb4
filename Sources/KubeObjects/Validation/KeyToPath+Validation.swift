/// Source: kubernetes pkg/apis/core/validation validateKeyToPath.
extension KeyToPath {
    fileprivate func validate(at field: FieldPath, into report: inout ValidationReport) {
        if key.isEmpty {
            report.required(field.child("key"))
        } else if let complaint = NameRule.dataKey(key).first {
            report.warn(field.child("key"), "a key \(key.goQuoted) can never be found: \(complaint)")
        }
        if path.isEmpty {
            report.required(field.child("path"))
        } else {
            FilePathRule.check(file: path, at: field.child("path"), into: &report)
        }
        if let mode { FileModeRule.check(mode, at: field.child("mode"), into: &report) }
    }
}

extension [KeyToPath] {
    func validate(at items: FieldPath, into report: inout ValidationReport) {
        for (index, item) in enumerated() { item.validate(at: items[index], into: &report) }
    }

    func filePaths(at items: FieldPath, source: String = "") -> [VolumePaths.Entry] {
        enumerated().map { index, item in
            VolumePaths.Entry(path: item.path, source: source, field: items[index].child("path"))
        }
    }
}
