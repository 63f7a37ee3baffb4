package import APIServer

/// The name of a kind of object as people type it: `secrets`, `secret`, `cm`, `Pod`, `pods.v1.`, `all`.
package enum ResourceName {
    /// The resources that `text` means, several for a category such as `all`; empty where the API has none of the name.
    ///
    /// Source: k8s.io/cli-runtime pkg/resource; letters' case does not count.
    package static func resources(named text: String) -> [Resource] {
        let lower = text.lowercased()
        let name = lower.split(separator: ".", omittingEmptySubsequences: false)
        // `secrets.v1.` and `secrets.v1` name the core group's version.
        guard name.count == 1 || name.dropFirst() == ["v1"] || name.dropFirst() == ["v1", ""] else { return [] }
        let word = String(name[0])
        if let one = Resource.all.first(where: { $0.answers(to: word) }) { return [one] }
        return name.count == 1 ? Resource.all.filter { $0.categories.contains(word) } : []
    }
}

extension Resource {
    fileprivate func answers(to word: String) -> Bool {
        word == name || word == singular || shortNames.contains(word)
    }
}
