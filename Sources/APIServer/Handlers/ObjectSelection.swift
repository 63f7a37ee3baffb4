import KubeObjects

/// Which objects of a collection a request is about: `labelSelector` and `fieldSelector`.
struct ObjectSelection: Sendable {
    private let labels: LabelSelector?
    private let fields: FieldSelector?
    /// The one name that can match.
    let name: String?

    init(_ query: QueryItems, _ resource: Resource) throws(APIError) {
        let labelText = query.string("labelSelector") ?? ""
        let fieldText = query.string("fieldSelector") ?? ""
        do throws(SelectorError) {
            labels = labelText.isEmpty ? nil : try LabelSelector(parsing: labelText)
            fields = fieldText.isEmpty ? nil : try FieldSelector(parsing: fieldText, resource: resource.name)
        } catch {
            throw .badRequest("\(error)")
        }
        name = fields?.name
    }

    /// Whether it is about everything, so that nobody has to look into the objects.
    var isEverything: Bool { labels == nil && fields == nil }

    func matches(_ object: JSONValue) -> Bool {
        if let labels, !labels.matches(object.value(at: "metadata", "labels")?.texts ?? [:]) { return false }
        return fields?.matches(object) ?? true
    }
}
