/// What was probably meant by a mistyped word.
enum Suggestion {
    /// Verbs of kubectl for what containers do; secretd runs none.
    private static let ofContainers: Set<String> = [
        "attach", "autoscale", "cordon", "cp", "debug", "drain", "expose", "logs", "port-forward", "rollout", "scale",
        "taint", "top", "uncordon",
    ]

    /// What to say of a verb that does not exist.
    static func text(for word: String, among verbs: [String]) -> String {
        var text = "error: unknown command \"\(word)\" for \"secretd\""
        if ofContainers.contains(word) {
            return text + ": secretd runs no containers, it keeps files for them"
        }
        let near = verbs.filter { isNear(word, $0) }.sorted()
        if !near.isEmpty {
            text += "\n\nDid you mean this?\n" + near.map { "\t\($0)" }.joined(separator: "\n")
        }
        return text + "\n\nSee 'secretd --help' for the commands."
    }

    /// Source: cobra's rule, two letters wrong or the beginning of the word.
    private static func isNear(_ word: String, _ verb: String) -> Bool {
        let (word, verb) = (word.lowercased(), verb.lowercased())
        return verb.hasPrefix(word) || distance(Array(word), Array(verb)) <= 2
    }

    /// How many letters have to be put in, taken out, exchanged or swapped with their neighbour.
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
