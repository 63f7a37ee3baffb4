/// A rule with the changes that wait for it.
struct NotifyLane: Sendable {
    /// Changes that wait together.
    enum Group: Hashable, Sendable {
        case all
        case volume(PublishedChange.Volume)
    }

    let rule: NotifyRule
    /// The Pods that ask for it; nil for a rule of the configuration.
    var askers: Set<PodName>?
    var waiting: [Group: NotifyWaiting] = [:]

    init(_ rule: NotifyRule, askers: Set<PodName>? = nil) {
        self.rule = rule
        self.askers = askers
    }

    func covers(_ volume: PublishedChange.Volume) -> Bool {
        askers.map { $0.contains(PodName(of: volume)) } ?? rule.what.covers(volume)
    }

    func group(of volume: PublishedChange.Volume) -> Group {
        rule.action.isForAllVolumes ? .all : .volume(volume)
    }

    func isWaiting(_ volume: PublishedChange.Volume) -> Bool {
        waiting[group(of: volume)]?.changes[volume] != nil
    }

    mutating func remove(_ volume: PublishedChange.Volume) {
        let group = group(of: volume)
        waiting[group]?.remove(volume)
        if waiting[group]?.changes.isEmpty == true { waiting[group] = nil }
    }

    /// What is due first.
    func next() -> (group: Group, due: Duration, sequence: Int)? {
        waiting.map { ($0.key, $0.value.due(rule.debounce), $0.value.sequence) }.min { ($0.1, $0.2) < ($1.1, $1.2) }
    }
}
