extension ObjectFieldSelector {
    init(_ selector: ObjectCursor) {
        let version = selector.string("apiVersion") ?? ""
        self.init(fieldPath: selector.string("fieldPath") ?? "", apiVersion: version.isEmpty ? "v1" : version)
    }
}

extension ResourceFieldSelector {
    init(_ selector: ObjectCursor) {
        self.init(
            containerName: selector.string("containerName") ?? "",
            resource: selector.string("resource") ?? "",
            divisor: selector.quantity("divisor") ?? ""
        )
    }
}
