/// The way to a field from an object's root, as Kubernetes writes it: `spec.volumes[0].secret.items[1].path`.
///
/// Source: k8s.io/apimachinery pkg/util/validation/field/path.go.
struct FieldPath: Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ root: String) {
        description = root
    }

    /// A field of the object at this path.
    func child(_ name: String) -> FieldPath { FieldPath("\(description).\(name)") }

    /// An element of the list at this path.
    subscript(index: Int) -> FieldPath { FieldPath("\(description)[\(index)]") }

    /// An entry of the map at this path. The key is written as it is, without quotes.
    func key(_ key: String) -> FieldPath { FieldPath("\(description)[\(key)]") }
}
