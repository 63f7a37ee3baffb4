import LinuxSystem

/// What an event of inotify means for what is known of a volume.
enum EventEffect: Comparable {
    case none
    /// Wait until it is quiet, then read: nobody says when a plain directory is as it shall be.
    case settle
    /// Look whether another directory or another generation is there now.
    case look
    /// Read the files, even if the generation has the same name.
    case read

    /// Where a watch is.
    enum Place {
        /// On a directory above the volume; the name in it that leads to the volume.
        case above(String)
        case volume
        /// On a directory below one without `..data`.
        case below
    }

    private static let end: InotifyMask = [.deleteSelf, .moveSelf, .ignored, .unmounted]

    /// - Parameter generation: What `..data` names, as far as is known; nil for a plain directory.
    init(_ event: InotifyEvent, at place: Place, generation: String?) {
        let isEnd = !event.mask.isDisjoint(with: Self.end)
        switch place {
        case .above(let name): self = isEnd || event.name == name ? .look : .none
        case .volume where isEnd || event.name == VolumeReader.dataName: self = .look
        case .volume:
            guard let generation else {
                self = event.name.isEmpty || event.name.hasPrefix("..") ? .none : .settle
                return
            }
            // Owner and mode of live files change without a new generation when somebody walks over all of the volume. Of
            // that, only what is done to the root's own names can be seen from here.
            let isName = !event.name.isEmpty && (!event.name.hasPrefix("..") || event.name == generation)
            self = isName && event.mask.contains(.attributes) ? .read : .none
        case .below: self = generation == nil ? .settle : .none
        }
    }
}
