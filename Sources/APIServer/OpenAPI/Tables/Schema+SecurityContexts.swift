extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go PodSecurityContext, SecurityContext.
    static let securityContexts: [Schema] = [
        Schema(
            core: "PodSecurityContext",
            "Users, groups and rights of all containers of a pod.",
            [
                SchemaField("appArmorProfile", .open, "The AppArmor profile."),
                SchemaField("fsGroup", .int64, "The group that the files of volumes belong to."),
                SchemaField("fsGroupChangePolicy", .text, "When the group of a volume's files is changed."),
                SchemaField("runAsGroup", .int64, "The group ID of the programs."),
                SchemaField("runAsNonRoot", .boolean, "Whether programs of user 0 are refused."),
                SchemaField("runAsUser", .int64, "The user ID of the programs."),
                SchemaField("seLinuxChangePolicy", .text, "How volumes get their SELinux label."),
                SchemaField("seLinuxOptions", .open, "The SELinux label."),
                SchemaField("seccompProfile", .open, "The seccomp profile."),
                SchemaField("supplementalGroups", .list(.int64), "More groups of the programs."),
                SchemaField("supplementalGroupsPolicy", .text, "Whether the image's groups are added."),
                SchemaField("sysctls", .list(.open), "Kernel settings of the pod."),
                SchemaField("windowsOptions", .open, "Settings on Windows."),
            ]
        ),
        Schema(
            core: "SecurityContext",
            "User, group and rights of a container. They win over those of the pod.",
            [
                SchemaField("allowPrivilegeEscalation", .boolean, "Whether the program may gain rights."),
                SchemaField("appArmorProfile", .open, "The AppArmor profile."),
                SchemaField("capabilities", .open, "Capabilities to add and to drop."),
                SchemaField("privileged", .boolean, "Whether the program has all rights of the machine's root."),
                SchemaField("procMount", .text, "How /proc is mounted."),
                SchemaField("readOnlyRootFilesystem", .boolean, "Whether the image's files cannot be changed."),
                SchemaField("runAsGroup", .int64, "The group ID of the program."),
                SchemaField("runAsNonRoot", .boolean, "Whether user 0 is refused."),
                SchemaField("runAsUser", .int64, "The user ID of the program."),
                SchemaField("seLinuxOptions", .open, "The SELinux label."),
                SchemaField("seccompProfile", .open, "The seccomp profile."),
                SchemaField("windowsOptions", .open, "Settings on Windows."),
            ]
        ),
    ]
}
