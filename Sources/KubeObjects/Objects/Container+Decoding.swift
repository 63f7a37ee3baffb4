extension Container {
    /// Those of Kubernetes 1.36; most are not read here, but a misspelt one is worth a word.
    private static let fields = [
        "args", "command", "env", "envFrom", "image", "imagePullPolicy", "lifecycle", "livenessProbe", "name", "ports",
        "readinessProbe", "resizePolicy", "resources", "restartPolicy", "restartPolicyRules", "securityContext",
        "startupProbe", "stdin", "stdinOnce", "terminationMessagePath", "terminationMessagePolicy", "tty",
        "volumeDevices", "volumeMounts", "workingDir",
    ]

    init(_ container: ObjectCursor) {
        container.warnOfFields(otherThan: Self.fields)
        let resources = container.object("resources")
        self.init(
            name: container.string("name") ?? "",
            image: container.string("image") ?? "",
            command: container.strings("command"),
            args: container.strings("args"),
            workingDir: container.string("workingDir") ?? "",
            env: container.objects("env").map(EnvVar.init),
            envFrom: container.objects("envFrom").map(EnvFromSource.init),
            volumeMounts: container.objects("volumeMounts").map(VolumeMount.init),
            volumeDevices: container.objects("volumeDevices").map(VolumeDevice.init),
            limits: resources?.quantityMap("limits") ?? [:],
            requests: resources?.quantityMap("requests") ?? [:],
            securityContext: container.object("securityContext").map(ContainerSecurityContext.init)
                ?? ContainerSecurityContext()
        )
    }
}
