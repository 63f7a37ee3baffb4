import KubeObjects

/// What system calls a Pod or a container may make.
enum SeccompLines {
    /// - Parameter context: The `securityContext`; nothing is written where it names no profile.
    static func write(_ context: JSONValue?, level: Int, to description: inout Description) {
        guard let profile = context?["seccompProfile"], profile.members != nil else { return }
        description.write("SeccompProfile:\t\(profile.string("type"))\n", level: level)
        guard profile.string("type") == "Localhost" else { return }
        let local = profile.string("localhostProfile")
        // Deeper than its heading for a container, and not for a Pod, as kubectl has it.
        description.write("LocalhostProfile:\t\(local)\n", level: level == 0 ? 0 : level + 1)
    }
}
