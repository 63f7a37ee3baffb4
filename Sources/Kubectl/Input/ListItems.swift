import KubeObjects

/// Takes lists of objects apart.
enum ListItems {
    /// The objects in `document`, lists within it opened; the document itself where it is no list.
    ///
    /// What an item of a `SecretList` does not say of its kind and version, the list says.
    static func of(_ document: JSONValue) -> [JSONValue] {
        guard let kind = document["kind"]?.text, kind.hasSuffix("List"), let items = document["items"]?.elements else {
            return [document]
        }
        let itemKind = String(kind.dropLast("List".count))
        return items.flatMap { item -> [JSONValue] in
            var item = item
            if !itemKind.isEmpty {
                if item["kind"] == nil { item["kind"] = .string(itemKind) }
                if item["apiVersion"] == nil { item["apiVersion"] = document["apiVersion"] }
            }
            return of(item)
        }
    }
}
