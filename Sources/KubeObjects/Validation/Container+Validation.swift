/// Source: kubernetes pkg/apis/core/validation validateContainerCommon, ValidateResourceRequirements.
extension Container {
    func validate(at path: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
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
        validateMounts(at: path, volumes: pod.volumeNames, into: &report)
        securityContext.validate(at: path.child("securityContext"), into: &report)
        validateResources(at: path.child("resources"), into: &report)
    }

    private func validateResources(at path: FieldPath, into report: inout ValidationReport) {
        for (field, amounts) in [("limits", limits), ("requests", requests)] {
            for (resource, amount) in amounts {
                report.checkAmount(amount, of: resource, at: path.child(field).key(resource))
            }
        }
        for (resource, requested) in requests {
            guard let request = try? Quantity(parsing: requested),
                let limit = limits[resource].flatMap({ try? Quantity(parsing: $0) }), request > limit
            else { continue }
            let detail = "must be less than or equal to \(resource) limit of \(limit)"
            report.invalid(path.child("requests"), request.description, detail)
        }
    }
}

extension ValidationReport {
    /// A limit or request: a quantity that is not negative, and whole where it counts bytes: `64m` is no 64 MB.
    fileprivate mutating func checkAmount(_ amount: String, of resource: String, at path: FieldPath) {
        do {
            let quantity = try Quantity(parsing: amount)
            if quantity < .zero { invalid(path, quantity.description, "must be greater than or equal to 0") }
            if resource == "memory" || resource == "ephemeral-storage", !quantity.isWhole {
                let value = quantity.description.goQuoted
                warn(path, "fractional byte value \(value) is invalid, must be an integer")
            }
        } catch {
            invalid(path, amount, "\(error)")
        }
    }
}
