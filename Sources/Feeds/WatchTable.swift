import LinuxSystem

/// Who watches what, and so: what follows from an event. Pure, the watches themselves are the caller's to make.
struct WatchTable: Sendable {
    struct Place: Hashable, Sendable {
        var watch: InotifyWatch
        var interest: WatchInterest
    }

    private var places: [WatchOwner: Set<Place>] = [:]
    private var owners: [InotifyWatch: [WatchInterest: Set<WatchOwner>]] = [:]

    /// Replaces all that `owner` watches. Returns the watches that nobody needs any more.
    mutating func set(_ new: Set<Place>, for owner: WatchOwner) -> [InotifyWatch] {
        let old = places[owner] ?? []
        for place in new.subtracting(old) {
            owners[place.watch, default: [:]][place.interest, default: []].insert(owner)
        }
        var unused: [InotifyWatch] = []
        for place in old.subtracting(new) {
            owners[place.watch]?[place.interest]?.remove(owner)
            if owners[place.watch]?[place.interest]?.isEmpty == true { owners[place.watch]?[place.interest] = nil }
            if owners[place.watch]?.isEmpty == true {
                owners[place.watch] = nil
                unused.append(place.watch)
            }
        }
        places[owner] = new.isEmpty ? nil : new
        return unused
    }

    /// Whether `owner` watches anything.
    func isWatching(_ owner: WatchOwner) -> Bool { places[owner] != nil }

    /// What `events` ask for. Events of watches that are no longer in the table are of the past and ask for nothing.
    func work(for events: [InotifyEvent]) -> WatchWork {
        var work = WatchWork()
        for event in events {
            if event.mask.contains(.overflow) { work.everything = true }
            guard let interests = owners[event.watch] else { continue }
            if !event.mask.isDisjoint(with: [.deleteSelf, .moveSelf, .ignored, .unmounted]) {
                let paths = interests.values.joined().map(\.path)
                work.paths.formUnion(paths)
                if event.mask.contains(.unmounted) { work.unmounted.formUnion(paths) }
                if !event.mask.isDisjoint(with: [.deleteSelf, .moveSelf]) {
                    work.replaced.formUnion((interests[.contents] ?? []).map(\.path))
                }
                continue
            }
            for owner in interests[.writer] ?? [] {
                if case .writer(let file) = owner { work.complete.insert(file) }
            }
            guard !event.name.isEmpty else { continue }
            for owner in interests[.entry(event.name)] ?? [] { work.paths.insert(owner.path) }
            for owner in interests[.target(event.name)] ?? [] {
                work.note(event.mask, of: owner.file)
            }
            if let directories = interests[.contents], ManifestName.accepts(event.name) {
                for owner in directories {
                    work.note(event.mask, of: ManifestFileID(path: owner.path, name: event.name))
                }
            }
        }
        return work
    }
}

extension WatchWork {
    fileprivate mutating func note(_ mask: InotifyMask, of file: ManifestFileID) {
        if !mask.isDisjoint(with: [.closeWrite, .movedTo]) { complete.insert(file) }
        if mask.contains(.create) { created.insert(file) }
        if !mask.isDisjoint(with: [.delete, .movedFrom]) { gone.insert(file) }
        if mask.contains(.attributes) { attributes.insert(file) }
    }
}
