/// Tells whether a key was seen before in one object. Small objects, nearly all, need no hash table.
struct DistinctKeys {
    private static let linearLimit = 12
    private var seen: Set<String> = []

    /// Says whether `key` is new next to `members`, which must be all the keys asked about before and new then.
    mutating func isNew(_ key: String, nextTo members: [DocumentNode.Member]) -> Bool {
        if members.count < Self.linearLimit {
            return !members.contains { $0.key == key }
        }
        if seen.isEmpty {
            seen.reserveCapacity(members.count * 2)
            for member in members { seen.insert(member.key) }
        }
        return seen.insert(key).inserted
    }
}
