extension Container {
    init(_ container: ObjectCursor) {
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
