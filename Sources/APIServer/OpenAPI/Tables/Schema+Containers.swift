extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go Container, VolumeMount, VolumeDevice.
    static let containers: [Schema] = [
        Schema(core: "Container", "One program of a pod.", containerFields),
        Schema(
            core: "EphemeralContainer",
            "A program that is added to a running pod, to look at the others.",
            containerFields + [
                SchemaField("targetContainerName", .text, "The container whose processes it sees.")
            ]
        ),
        Schema(
            core: "Lifecycle",
            "What to do at the turns of a container's life.",
            [
                SchemaField("postStart", .open, "After the start."),
                SchemaField("preStop", .open, "Before the end."),
                SchemaField("stopSignal", .text, "The signal that asks the program to end."),
            ]
        ),
        Schema(
            core: "VolumeMount",
            "Where a container sees a volume.",
            [
                SchemaField("mountPath", .text, "The path in the container. It may not have a ':'.", .required),
                SchemaField("mountPropagation", .text, "How mounts travel between machine and container."),
                SchemaField("name", .text, "The name of the volume.", .required),
                SchemaField("readOnly", .boolean, "Whether the container may not write to it."),
                SchemaField("recursiveReadOnly", .text, "Whether that goes for mounts below it too."),
                SchemaField("subPath", .text, "The part of the volume that is mounted. It is not updated any more."),
                SchemaField("subPathExpr", .text, "The same, with environment variables in it."),
            ]
        ),
        Schema(
            core: "VolumeDevice",
            "Where a container sees a block device.",
            [
                SchemaField("devicePath", .text, "The path in the container.", .required),
                SchemaField("name", .text, "The name of the volume.", .required),
            ]
        ),
    ]

    private static let containerFields: [SchemaField] = [
        SchemaField("args", .list(.text), "Arguments of the command."),
        SchemaField("command", .list(.text), "The program and its first arguments; the image's if not given."),
        SchemaField("env", .list(.core("EnvVar")), "Environment variables.", merge: .by("name")),
        SchemaField(
            "envFrom",
            .list(.core("EnvFromSource")),
            "Objects whose keys all become environment variables. Variables in env win over them."
        ),
        SchemaField("image", .text, "The container image."),
        SchemaField("imagePullPolicy", .text, "Always, IfNotPresent or Never."),
        SchemaField("lifecycle", .core("Lifecycle"), "What to do after the start and before the end."),
        SchemaField("livenessProbe", .open, "How to tell whether the program must be started again."),
        SchemaField("name", .text, "The name, unique in the pod.", .required),
        SchemaField("ports", .list(.open), "Ports that the program listens on.", merge: .by("containerPort")),
        SchemaField("readinessProbe", .open, "How to tell whether the program can serve."),
        SchemaField("resizePolicy", .list(.open), "What a change of resources entails."),
        SchemaField("resources", .core("ResourceRequirements"), "Resources of the program."),
        SchemaField("restartPolicy", .text, "When to start it again, if other than the pod's rule."),
        SchemaField("restartPolicyRules", .list(.open), "The same, by exit code."),
        SchemaField("securityContext", .core("SecurityContext"), "User, group and rights of the program."),
        SchemaField("startupProbe", .open, "How to tell whether the program has started."),
        SchemaField("stdin", .boolean, "Whether it has a standard input."),
        SchemaField("stdinOnce", .boolean, "Whether the input ends with the first who attaches to it."),
        SchemaField("terminationMessagePath", .text, "The file of its last words."),
        SchemaField("terminationMessagePolicy", .text, "Where its last words come from."),
        SchemaField("tty", .boolean, "Whether it has a terminal."),
        SchemaField(
            "volumeDevices",
            .list(.core("VolumeDevice")),
            "Volumes that it sees as block devices.",
            merge: .by("devicePath")
        ),
        SchemaField(
            "volumeMounts",
            .list(.core("VolumeMount")),
            "Volumes of the pod that it sees, and where.",
            merge: .by("mountPath")
        ),
        SchemaField("workingDir", .text, "The directory that it starts in."),
    ]
}
