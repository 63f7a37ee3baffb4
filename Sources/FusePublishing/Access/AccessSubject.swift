package import KubeObjects

/// Who a rule is about. Of one list any may match; lists that are not empty must all match; all empty is everybody.
package struct AccessSubject: Hashable, Sendable {
    package var uids: [UInt32]
    /// The group that the opener acts with. His supplementary groups are not known.
    package var gids: [UInt32]
    /// Names as `CgroupPath.unit` has them.
    package var units: [Glob]
    /// Absolute paths. See `Opener.executable` for what they prove: name units or uids too where it matters.
    package var executables: [Glob]

    package init(uids: [UInt32] = [], gids: [UInt32] = [], units: [Glob] = [], executables: [Glob] = []) {
        self.uids = uids
        self.gids = gids
        self.units = units
        self.executables = executables
    }

    package var isEverybody: Bool { uids.isEmpty && gids.isEmpty && units.isEmpty && executables.isEmpty }

    /// What has to be read about an opener before `match`.
    var facts: Opener.Facts {
        var facts: Opener.Facts = []
        if !units.isEmpty { facts.insert(.cgroup) }
        if !executables.isEmpty { facts.insert(.executable) }
        return facts
    }

    func match(_ opener: Opener) -> RuleMatch {
        // What is known to differ comes before what is not known: then it does not matter any more.
        if !uids.isEmpty, !uids.contains(opener.uid) { return .differs(.uids) }
        if !gids.isEmpty, !gids.contains(opener.gid) { return .differs(.gids) }
        var unknown: RuleField?
        if !units.isEmpty {
            if !opener.isUnitKnown {
                unknown = .units
            } else if !(opener.unit.map { unit in units.contains { $0.matchesByParts(unit) } } ?? false) {
                return .differs(.units)
            }
        }
        if !executables.isEmpty {
            if let executable = opener.executable {
                guard executables.covers(executable) else { return .differs(.executables) }
            } else {
                unknown = unknown ?? .executables
            }
        }
        return unknown.map(RuleMatch.unknown) ?? .matches
    }
}
