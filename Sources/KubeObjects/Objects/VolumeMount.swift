/// Where a container sees a volume: one entry of `volumeMounts`.
package struct VolumeMount: Hashable, Sendable {
    package var name: String
    package var mountPath: String
    package var subPath: String
    package var subPathExpr: String
    package var readOnly: Bool
    /// As written; nil means `None`.
    package var mountPropagation: String?
    /// As written; nil means `Disabled`.
    package var recursiveReadOnly: String?

    package init(
        name: String,
        mountPath: String,
        subPath: String = "",
        subPathExpr: String = "",
        readOnly: Bool = false,
        mountPropagation: String? = nil,
        recursiveReadOnly: String? = nil
    ) {
        self.name = name
        self.mountPath = mountPath
        self.subPath = subPath
        self.subPathExpr = subPathExpr
        self.readOnly = readOnly
        self.mountPropagation = mountPropagation
        self.recursiveReadOnly = recursiveReadOnly
    }
}

/// One entry of `volumeDevices`: read only to find clashes with `volumeMounts`.
package struct VolumeDevice: Hashable, Sendable {
    package var name: String
    package var devicePath: String

    package init(name: String, devicePath: String) {
        self.name = name
        self.devicePath = devicePath
    }
}
