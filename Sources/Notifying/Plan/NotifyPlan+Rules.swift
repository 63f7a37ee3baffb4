extension NotifyPlan {
    /// A Pod asks by annotation for units that are not among those it may ask for.
    struct Refusal: Hashable, Sendable {
        var pod: PodName
        var unit: String
    }

    /// The configuration was read again. What is there already counts as known to a new rule.
    mutating func replace(_ rules: NotifyRules, at now: NotifyMoment) {
        take(rules)
        adopt(at: now)
    }

    /// A Pod asks for the reload of units, by annotation; an empty list takes back what it asked for.
    mutating func pod(_ pod: PodName, asksFor units: [String], at now: NotifyMoment) {
        asks[pod] = units.isEmpty ? nil : units
        takeAsks()
        adopt(at: now)
    }

    /// What is asked for and refused, sorted.
    var refusals: [Refusal] {
        asks.flatMap { pod, units in units.filter { allowed($0, pod) == nil }.map { Refusal(pod: pod, unit: $0) } }
            .sorted { ($0.pod.namespace, $0.pod.name, $0.unit) < ($1.pod.namespace, $1.pod.name, $1.unit) }
    }

    /// Drops what is recorded about all other volumes.
    mutating func keepOnly(_ volumes: Set<PublishedChange.Volume>) {
        for volume in records.volumes where !volumes.contains(volume) { removed(volume) }
    }

    private func allowed(_ unit: String, _ pod: PodName) -> UnitName? {
        guard let name = UnitName(unit) else { return nil }
        return NotifyRules(unitRequests: unitRequests).allow(name, forPodsOf: pod.namespace) ? name : nil
    }

    mutating func take(_ rules: NotifyRules) {
        unitRequests = rules.unitRequests
        order = rules.rules.map(\.name)
        let names = Set(order)
        for (name, lane) in lanes where lane.askers == nil && !names.contains(name) {
            lanes[name] = nil
            dropRecords(of: name) { _ in true }
        }
        for rule in rules.rules { install(NotifyLane(rule)) }
        takeAsks()
    }

    private mutating func takeAsks() {
        var askers: [UnitName: Set<PodName>] = [:]
        for (pod, units) in asks {
            for unit in units.compactMap({ allowed($0, pod) }) { askers[unit, default: []].insert(pod) }
        }
        let wanted = Set(askers.keys.map { NotifyRule.annotation($0).name })
        for (name, lane) in lanes where lane.askers != nil && !wanted.contains(name) {
            lanes[name] = nil
            dropRecords(of: name) { _ in true }
        }
        for (unit, pods) in askers { install(NotifyLane(.annotation(unit), askers: pods)) }
    }

    /// Puts a lane in, with what waits in the one that had its name.
    private mutating func install(_ new: NotifyLane) {
        let name = new.rule.name
        guard let old = lanes[name] else {
            lanes[name] = new
            return
        }
        var lane = new
        if old.rule == new.rule {
            lane.waiting = old.waiting
            for volume in old.waiting.values.flatMap(\.changes.keys) where !new.covers(volume) { lane.remove(volume) }
        } else {
            for waiting in old.waiting.values {
                for change in waiting.changes.values where new.covers(change.volume) {
                    let group = new.group(of: change.volume)
                    var moved = lane.waiting[group] ?? NotifyWaiting(at: .zero, sequence: nextSequence())
                    moved.addOlder(change)
                    lane.waiting[group] = moved
                }
            }
        }
        lanes[name] = lane
        // Not what another Pod asks for that has not been heard yet.
        dropRecords(of: name) { old.covers($0) && !new.covers($0) }
    }

    private mutating func adopt(at now: NotifyMoment) {
        for (name, lane) in lanes {
            for (volume, change) in current where lane.covers(volume) && records[name, volume] == nil {
                let record = NotifyRecord(generation: change.generation, state: .adopted, since: now.wall)
                records.set(record, for: volume, of: name)
            }
        }
    }

    mutating func dropRecords(of rule: String, where isDropped: (PublishedChange.Volume) -> Bool) {
        for volume in records.outcomes(of: rule).keys where isDropped(volume) { records.drop(volume, of: rule) }
    }
}
