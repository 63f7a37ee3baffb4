extension Schema {
    /// Every schema of the documents, sorted by name. A reference leads to another of them.
    static let all: [Schema] = sorted(
        metadata + data + accounts + clusterObjects + events + pods + podParts + podStatus + containers
            + environment + securityContexts + volumes + projections + unmodelled
            + Resource.all.map { Schema(listOf: $0.kind) }
    )

    private static func sorted(_ schemas: [Schema]) -> [Schema] {
        schemas.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
