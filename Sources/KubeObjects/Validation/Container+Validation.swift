/// Source: kubernetes pkg/apis/core/validation validateContainerCommon, ValidateResourceRequirements.
extension Container {
    func validate(at path: FieldPath, in pod: Pod, into report: inout ValidationReport) {
        if name.isEmpty {
            report.required(path.child("name"))
        } else {
            report.invalid(path.child("name"), name, each: NameRule.label(name))
        }
        if image.isEmpty { report.required(path.child("image")) }
        for (index, variable) in env.enumerated() {
            variable.validate(at: path.child("env")[index], in: pod, into: &report)
        }
        for (index, source) in envFrom.enumerated() {
            source.validate(at: path.child("envFrom")[index], into: &report)
        }
        validateMounts(at: path, volumes: Set(pod.volumes.map(\.name)), into: &report)
        securityContext.validate(at: path.child("securityContext"), into: &report)
        for (field, amounts) in [("limits", limits), ("requests", requests)] {
            for (resource, amount) in amounts {
                report.checkAmount(amount, at: path.child("resources").child(field).key(resource))
            }
        }
    }
}

extension ValidationReport {
    /// A limit or request: a quantity that is not negative.
    fileprivate mutating func checkAmount(_ amount: String, at path: FieldPath) {
        do {
            let quantity = try Quantity(parsing: amount)
            if quantity < .zero { invalid(path, quantity.description, "must be greater than or equal to 0") }
        } catch {
            invalid(path, amount, "\(error)")
        }
    }
}
