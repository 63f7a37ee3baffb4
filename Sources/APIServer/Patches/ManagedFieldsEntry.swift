import KubeObjects

/// One entry of `metadata.managedFields`: who owns which fields, and by what kind of write.
struct ManagedFieldsEntry: Equatable, Sendable {
    enum Operation: String, Equatable, Sendable {
        case apply = "Apply"
        case update = "Update"
    }

    var manager: String
    var operation: Operation
    var apiVersion: String
    /// RFC 3339.
    var time: String?
    var subresource: String?
    var fields: FieldSet

    init(manager: String, operation: Operation, apiVersion: String, time: String, fields: FieldSet) {
        self.manager = manager
        self.operation = operation
        self.apiVersion = apiVersion
        self.time = time
        self.fields = fields
    }

    /// - Returns: nil for what is no entry.
    init?(_ value: JSONValue) {
        guard let operation = value["operation"]?.text.flatMap(Operation.init(rawValue:)),
            value["fieldsV1"]?.members != nil
        else { return nil }
        self.operation = operation
        manager = value["manager"]?.text ?? ""
        apiVersion = value["apiVersion"]?.text ?? "v1"
        time = value["time"]?.text
        subresource = value["subresource"]?.text
        fields = FieldSet(fieldsV1: value["fieldsV1"] ?? .null)
        fields.isMember = false
    }

    var json: JSONValue {
        var entry: JSONValue = [
            "manager": .string(manager),
            "operation": .string(operation.rawValue),
            "apiVersion": .string(apiVersion),
            "fieldsType": "FieldsV1",
            "fieldsV1": fields.fieldsV1,
        ]
        entry["time"] = time.map(JSONValue.string)
        entry["subresource"] = subresource.map(JSONValue.string)
        return entry
    }

    func isEntry(of manager: String, by operation: Operation) -> Bool {
        self.manager == manager && self.operation == operation && subresource == nil
    }

    /// What the API server sorts entries by. Source: k8s.io/apimachinery pkg/util/managedfields/internal.
    static func precedes(_ left: ManagedFieldsEntry, _ right: ManagedFieldsEntry) -> Bool {
        (left.operation.rawValue, left.time ?? "", left.manager, left.apiVersion, left.subresource ?? "")
            < (right.operation.rawValue, right.time ?? "", right.manager, right.apiVersion, right.subresource ?? "")
    }
}
