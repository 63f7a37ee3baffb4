package import Projection

/// All that a publish has to do to a volume in a known state. Pure: nothing is read or written.
package struct PublishPlan: Sendable {
    package let target: VolumeTarget
    package let owner: FileOwner
    package let live: LiveVolume
    package let next: NextGeneration
    package let names: VolumeNames
    /// Whether the live generation stays.
    package let keepsGeneration: Bool

    package init(_ payload: Payload, for target: VolumeTarget, after live: LiveVolume) {
        self.target = target
        self.live = live
        owner = FileOwner(group: target.group)
        next = NextGeneration(payload, after: live, owner: owner)
        names = VolumeNames(of: next, mountPoints: target.mountDirectories, after: live)
        keepsGeneration = next.equals(live, group: target.group)
    }

    /// Whether there is no system call to make.
    package var isNothing: Bool { keepsGeneration && names.areUnchanged }

    /// What the volume holds once `generation` is live and nothing is left over.
    package func result(_ generation: GenerationName) -> LiveVolume {
        LiveVolume(
            generation: generation,
            files: next.files,
            group: target.group,
            links: names.links,
            mountPoints: names.mountPoints
        )
    }
}
