/// How a strategic merge patch treats a list. `kubectl apply` makes its patches by what the OpenAPI document says of it, so
/// it must be what the server does.
///
/// *Source:* the `patchStrategy` and `patchMergeKey` tags in k8s.io/api core/v1/types.go.
struct MergeRule: Hashable, Sendable {
    /// The member that tells the elements apart; nil for a list of plain values, which is a set.
    let key: String?
    let strategy: String

    /// Elements with the same key are one.
    static func by(_ key: String) -> MergeRule { MergeRule(key: key, strategy: "merge") }

    /// As `by`; and of an element's members only those that the patch names stay.
    static func replacingMembers(by key: String) -> MergeRule { MergeRule(key: key, strategy: "merge,retainKeys") }

    static let set = MergeRule(key: nil, strategy: "merge")

    /// The extensions that say so, sorted by name.
    var extensions: [(name: String, value: String)] {
        let keys = key.map { [("x-kubernetes-patch-merge-key", $0)] } ?? []
        return keys + [("x-kubernetes-patch-strategy", strategy)]
    }
}
