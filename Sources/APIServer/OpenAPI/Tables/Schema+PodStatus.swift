extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go PodStatus.
    static let podStatus: [Schema] = [
        Schema(
            core: "PodStatus",
            "How a pod and its containers fare.",
            [
                SchemaField("allocatedResources", .map(.quantity), "Resources set aside for the pod."),
                SchemaField("conditions", .list(.open), "How the pod fares.", merge: .by("type")),
                SchemaField("containerStatuses", .list(.open), "How its containers fare."),
                SchemaField("ephemeralContainerStatuses", .list(.open), "How its debugging containers fare."),
                SchemaField("extendedResourceClaimStatus", .open, "Devices claimed by way of resources."),
                SchemaField("hostIP", .text, "The address of the machine."),
                SchemaField("hostIPs", .list(.open), "All addresses of the machine."),
                SchemaField("initContainerStatuses", .list(.open), "How its first containers fare."),
                SchemaField("message", .text, "Why the pod is as it is, for people."),
                SchemaField("nominatedNodeName", .text, "The machine that is being cleared for the pod."),
                SchemaField("observedGeneration", .int64, "The generation that this status is of."),
                SchemaField("phase", .text, "Pending, Running, Succeeded, Failed or Unknown."),
                SchemaField("podIP", .text, "The address of the pod."),
                SchemaField("podIPs", .list(.open), "All addresses of the pod.", merge: .by("ip")),
                SchemaField("qosClass", .text, "How its resources are assured."),
                SchemaField("reason", .text, "Why the pod is as it is, in one word."),
                SchemaField("resize", .text, "How far a change of its resources has come."),
                SchemaField(
                    "resourceClaimStatuses",
                    .list(.open),
                    "The devices that it got.",
                    merge: .replacingMembers(by: "name")
                ),
                SchemaField("resources", .open, "The resources that it has."),
                SchemaField("startTime", .time, "When the machine took it up."),
            ]
        )
    ]
}
