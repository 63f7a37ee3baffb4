import KubeObjects

/// The taints that a Pod does not mind: `key=value:NoExecute for 300s`.
///
/// Source: kubectl pkg/describe printTolerationsMultilineWithIndent.
enum TolerationLine {
    /// Sorted by key.
    static func lines(_ tolerations: [JSONValue]) -> [String] {
        tolerations.sortedStably { $0.string("key") < $1.string("key") }.map(line)
    }

    private static func line(_ toleration: JSONValue) -> String {
        let key = toleration.string("key")
        let value = toleration.string("value")
        let effect = toleration.string("effect")
        var line = key
        if !value.isEmpty { line += "=\(value)" }
        if !effect.isEmpty { line += ":\(effect)" }
        if toleration.string("operator") == "Exists", value.isEmpty {
            line += key.isEmpty && effect.isEmpty ? "op=Exists" : " op=Exists"
        }
        if let seconds = toleration["tolerationSeconds"]?.integer { line += " for \(seconds)s" }
        return line
    }
}
