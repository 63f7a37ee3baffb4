import KubeObjects

/// The environment of a hook: nothing of the daemon's own is in it.
enum HookEnvironment {
    static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    /// The kernel takes 128 KiB for one variable; the document on standard input has all keys.
    private static let longestKeys = 32 << 10

    /// Entries of the form `NAME=value`.
    static func entries(_ change: PublishedChange, rule: String, home: String) -> [String] {
        var entries = [
            "PATH=\(path)", "LANG=C.UTF-8", "HOME=\(home)",
            "SECRETD_RULE=\(rule)",
            "SECRETD_NAMESPACE=\(change.volume.namespace)",
            "SECRETD_POD=\(change.volume.pod)",
            "SECRETD_VOLUME=\(change.volume.volume)",
            "SECRETD_GENERATION=\(change.generation)",
            "SECRETD_PATH=\(change.path)",
        ]
        if let keys = change.keys { entries.append("SECRETD_KEYS=\(text(of: keys))") }
        return entries
    }

    /// As many keys as fit, with a space between them. In a key, a space is `\x20` and so on.
    private static func text(of keys: [String]) -> String {
        var text = ""
        for key in keys {
            let shown = key.printable.replacing(" ", with: "\\x20")
            guard text.utf8.count + shown.utf8.count < longestKeys else { break }
            text += text.isEmpty ? shown : " \(shown)"
        }
        return text
    }
}
