package import KubeObjects

/// YAML as kubectl prints it: two spaces a level, lists at the level of their key, keys in natural order, text
/// that is no block folded at the first space behind the 80th column.
///
/// Source: sigs.k8s.io/yaml Marshal, goyaml.v2 encode.go and emitterc.go. Two texts that kubectl fails on or changes
/// are written so that they come back: control characters such as U+007F, and U+0085.
package enum YAMLWriter {
    /// - Returns: One document with its last line's end, without `---`.
    package static func text(of value: JSONValue) -> String {
        var emitter = YAMLEmitter()
        emitter.writeDocument(value)
        return String(decoding: emitter.output, as: UTF8.self)
    }
}
