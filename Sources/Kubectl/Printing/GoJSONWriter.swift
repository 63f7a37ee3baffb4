package import KubeObjects

/// JSON as kubectl prints it: four spaces a level, `<`, `>` and `&` escaped, a line's end at the end.
///
/// Source: k8s.io/cli-runtime pkg/printers json.go; Go encoding/json MarshalIndent.
package enum GoJSONWriter {
    /// - Returns: The text with its last line's end.
    package static func text(of value: JSONValue, keys: KeyOrder) -> String {
        text(of: value, keys: keys, indent: "    ") + "\n"
    }

    /// The text on one line, with sorted keys and no line's end.
    package static func compactText(of value: JSONValue) -> String {
        text(of: value, keys: .sorted, indent: nil)
    }

    private static func text(of value: JSONValue, keys: KeyOrder, indent: String?) -> String {
        var encoder = GoJSONEncoder(keys: keys, indent: indent)
        encoder.write(value, at: .object(kind: value["kind"]?.text ?? ""))
        return String(decoding: encoder.output, as: UTF8.self)
    }
}
