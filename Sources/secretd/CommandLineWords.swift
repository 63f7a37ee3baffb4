import ArgumentParser

/// What kubectl's users type and ArgumentParser would not take, in the form that it takes.
enum CommandLineWords {
    /// Flags that kubectl also takes as `--flag=true` and `--flag=false`.
    private static let flags: Set<String> = [
        "all", "all-namespaces", "allow-missing-template-keys", "append-hash", "dry-run", "force", "force-conflicts",
        "ignore-not-found", "list", "no-headers", "now", "output-watch-events", "overwrite", "recursive", "save-config",
        "server-side", "show-events", "show-kind", "show-labels", "show-managed-fields", "validate", "wait", "watch",
        "watch-only",
    ]
    /// Short options that have a value.
    private static let valued: Set<String> = ["-L", "-c", "-f", "-l", "-n", "-o", "-p"]
    /// Options of every command of kubectl's grammar, which kubectl takes also before the verb.
    private static let common: Set<String> = ["-n", "--namespace", "--socket", "--config"]

    /// The same words, in the form that ArgumentParser takes:
    ///
    /// 1. `-n`, `--namespace` and `--socket` before a subcommand go behind all the words.
    /// 2. `--flag=true` becomes `--flag`, `--flag=false` becomes `--no-flag`.
    /// 3. `--dry-run` and `--cascade` without a value get the one that kubectl means.
    /// 4. `-o=yaml` becomes `-o` `yaml`, and `-lapp=web` becomes `-l` `app=web`.
    /// 5. `--types=` becomes `--types` and an empty word.
    ///
    /// Words behind `--` and `--exec` stay as they are: they are another program's.
    static func normalised(_ words: [String], root: any ParsableCommand.Type) -> [String] {
        var command = root
        var kept: [String] = []
        var moved: [String] = []
        var index = 0
        while index < words.count, words[index] != "--", words[index] != "--exec" {
            let word = words[index]
            index += 1
            let subcommands = command.configuration.subcommands
            if !subcommands.isEmpty {
                if let next = subcommands.first(where: { $0.answers(to: word) }) {
                    command = next
                    kept.append(word)
                    continue
                }
                if isCommon(word) {
                    moved.append(word)
                    if common.contains(word), index < words.count {
                        moved.append(words[index])
                        index += 1
                    }
                    continue
                }
            }
            let next = index < words.count ? words[index] : nil
            kept += normalised(word, before: next)
        }
        return kept + moved + words[index...]
    }

    private static func isCommon(_ word: String) -> Bool {
        if word.hasPrefix("-n"), !word.hasPrefix("--") { return true }
        return common.contains(word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word)
    }

    private static func normalised(_ word: String, before next: String?) -> [String] {
        if word == "--dry-run", !["client", "server", "none"].contains(next) { return ["--dry-run=client"] }
        if word == "--cascade", !["background", "foreground", "orphan"].contains(next) {
            return ["--cascade=background"]
        }
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return [word] }
        let (name, value) = (parts[0], parts[1])
        if name.hasPrefix("--"), name != "--", value.isEmpty { return [name, value] }
        if valued.contains(String(name.prefix(2))) {
            return [String(name.prefix(2)), name.utf8.count == 2 ? value : String(word.dropFirst(2))]
        }
        guard name.hasPrefix("--"), flags.contains(String(name.dropFirst(2))) else { return [word] }
        switch (name, value) {
        case ("--dry-run", "true"): return ["--dry-run=client"]
        case ("--dry-run", "false"): return ["--dry-run=none"]
        case ("--dry-run", _), ("--validate", _): return [word]
        case (_, "true"): return [name]
        case (_, "false"): return ["--no-" + name.dropFirst(2)]
        default: return [word]
        }
    }
}

extension ParsableCommand {
    static var name: String { configuration.commandName ?? "" }

    static func answers(to word: String) -> Bool {
        name == word || configuration.aliases.contains(word)
    }
}
