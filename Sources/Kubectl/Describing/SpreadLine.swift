import KubeObjects

/// How Pods are to be spread over machines: `zone:DoNotSchedule when max skew 1 is exceeded for selector a=b`.
///
/// Source: kubectl pkg/describe describeTopologySpreadConstraints; k8s.io/apimachinery FormatLabelSelector.
enum SpreadLine {
    /// Sorted by topology.
    static func lines(_ constraints: [JSONValue]) -> [String] {
        constraints.sortedStably { $0.string("topologyKey") < $1.string("topologyKey") }.map { constraint in
            let rule = "\(constraint.string("topologyKey")):\(constraint.string("whenUnsatisfiable"))"
            let line = "\(rule) when max skew \(constraint.number("maxSkew")) is exceeded"
            guard let selector = constraint["labelSelector"], selector.members != nil else { return line }
            return "\(line) for selector \(text(of: selector))"
        }
    }

    private static func text(of selector: JSONValue) -> String {
        var terms = selector.texts("matchLabels").sortedByKey.map { (key: $0.key, text: "\($0.key)=\($0.value)") }
        for expression in selector.list("matchExpressions") {
            let key = expression.string("key")
            let values = expression.list("values").compactMap(\.text).sorted().joined(separator: ",")
            switch expression.string("operator") {
            case "In": terms.append((key, "\(key) in (\(values))"))
            case "NotIn": terms.append((key, "\(key) notin (\(values))"))
            case "Exists": terms.append((key, key))
            case "DoesNotExist": terms.append((key, "!\(key)"))
            default: return "<error>"
            }
        }
        return terms.isEmpty
            ? "<none>" : terms.sortedStably { $0.key < $1.key }.map(\.text).joined(separator: ",")
    }
}
