extension VolumeMount {
    private static let fields = [
        "mountPath", "mountPropagation", "name", "readOnly", "recursiveReadOnly", "subPath", "subPathExpr",
    ]

    init(_ mount: ObjectCursor) {
        mount.warnOfFields(otherThan: Self.fields)
        self.init(
            name: mount.string("name") ?? "",
            mountPath: mount.string("mountPath") ?? "",
            subPath: mount.string("subPath") ?? "",
            subPathExpr: mount.string("subPathExpr") ?? "",
            readOnly: mount.boolean("readOnly") ?? false,
            mountPropagation: mount.string("mountPropagation"),
            recursiveReadOnly: mount.string("recursiveReadOnly")
        )
    }
}

extension VolumeDevice {
    init(_ device: ObjectCursor) {
        self.init(name: device.string("name") ?? "", devicePath: device.string("devicePath") ?? "")
    }
}
