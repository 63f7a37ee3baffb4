import LinuxSystem

extension TmpfsTree {
    /// The volumes that are there now in the node's layout, whoever made them; also those whose removal or first
    /// publish was interrupted. Groups are what the gates show.
    package func inventory() throws(PublishError) -> [VolumeTarget] {
        do throws(SystemError) {
            return try TreeSurvey.volumes(in: root)
        } catch {
            throw PublishError.system(error).within(path)
        }
    }
}
