package import KubeObjects

/// Takes the values out of two states of a Secret, and leaves to see which of them differ.
///
/// Source: kubectl pkg/cmd/diff Masker.
package enum SecretMask {
    private static let plain: JSONValue = "***"

    /// - Parameters:
    ///   - live: nil where there is none.
    ///   - merged: nil where there is none.
    /// - Returns: The same for objects that are no Secrets.
    package static func masked(live: JSONValue?, merged: JSONValue?) -> (live: JSONValue?, merged: JSONValue?) {
        guard (live ?? merged)?["kind"] == "Secret" else { return (live, merged) }
        var live = live
        var merged = merged
        for field in ["data", "stringData"] {
            let before = live?[field]?.members ?? [:]
            let after = merged?[field]?.members ?? [:]
            if live?[field] != nil {
                live?[field] = .object(masked(before, other: after, difference: "*** (before)"))
            }
            if merged?[field] != nil {
                merged?[field] = .object(masked(after, other: before, difference: "*** (after)"))
            }
        }
        return (live.map(LastApplied.masked), merged.map(LastApplied.masked))
    }

    private static func masked(
        _ values: [String: JSONValue],
        other: [String: JSONValue],
        difference: JSONValue
    ) -> [String: JSONValue] {
        Dictionary(
            uniqueKeysWithValues: values.map { key, value in
                (key, other[key].map { $0 == value ? plain : difference } ?? plain)
            }
        )
    }
}
