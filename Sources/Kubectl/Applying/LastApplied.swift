package import KubeObjects

/// What an object was when it was last applied, which its annotation keeps: what is missing in the next file is then
/// known to have been in the last one, and goes.
///
/// kubectl keeps Secrets there whole, values and all. Here their values are left out: which keys there were is all that a
/// merge of maps asks for, and kubectl can go on from it.
package enum LastApplied {
    package static let annotation = "kubectl.kubernetes.io/last-applied-configuration"
    private static let secretFields = ["data", "stringData"]

    /// The object with its own text in its annotation.
    package static func annotated(_ object: JSONValue) -> JSONValue {
        let bare = bare(object)
        var annotated = bare
        annotated.set(.string(text(of: bare)), at: "metadata", "annotations", annotation)
        return annotated
    }

    /// The object without the annotation, but with the map that it would be in, as kubectl has it.
    package static func bare(_ object: JSONValue) -> JSONValue {
        var bare = object
        bare.set(nil, at: "metadata", "annotations", annotation)
        if bare.value(at: "metadata", "annotations")?.members == nil {
            bare.set([:], at: "metadata", "annotations")
        }
        return bare
    }

    /// The annotation's text; nil where there is none.
    package static func text(in object: JSONValue) -> String? {
        object.value(at: "metadata", "annotations", annotation)?.text
    }

    /// What was applied last, for Secrets with empty values; nil where the object does not say, or says nothing that can be
    /// read.
    package static func configuration(of object: JSONValue) -> JSONValue? {
        text(in: object).flatMap(parsed)
    }

    /// As kubectl prints it: two spaces a level.
    package static func jsonText(of configuration: JSONValue) -> String {
        var encoder = GoJSONEncoder(keys: .sorted, indent: "  ")
        encoder.write(configuration, at: .map)
        return String(decoding: encoder.output, as: UTF8.self) + "\n"
    }

    /// The object, its annotation free of Secrets' values, whoever wrote it; what cannot be read goes.
    package static func masked(_ object: JSONValue) -> JSONValue {
        guard isSecret(object), let text = text(in: object) else { return object }
        var object = object
        let configuration = parsed(text)
        // Whatever it calls itself, it is a Secret's.
        let isReadable = configuration?.members != nil && configuration?["items"] == nil
        let masked =
            isReadable ? configuration.map { GoJSONWriter.compactText(of: withoutValues($0)) + "\n" } ?? "" : ""
        if masked != text { object.set(.string(masked), at: "metadata", "annotations", annotation) }
        return object
    }

    private static func text(of object: JSONValue) -> String {
        GoJSONWriter.compactText(of: isSecret(object) ? withoutValues(object) : object) + "\n"
    }

    private static func parsed(_ text: String) -> JSONValue? {
        var text = text
        return text.withUTF8 { try? JSONValue(parsing: UnsafeRawBufferPointer($0)) }
    }

    /// A Secret, or a patch of one, with its keys and without its values.
    package static func withoutValues(_ object: JSONValue) -> JSONValue {
        var object = object
        for field in secretFields {
            guard let value = object[field] else { continue }
            object[field] = value.members.map { .object($0.mapValues { _ in "" }) } ?? ""
        }
        return object
    }

    private static func isSecret(_ object: JSONValue) -> Bool { object["kind"] == "Secret" }
}
