import KubeObjects
import Testing

/// One row of a table of patches: JSON texts of the object, the patch and what comes out; nil where the patch fails.
struct PatchCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let target: String
    let patch: String
    let result: String?

    init(_ description: String, _ target: String, _ patch: String, _ result: String?) {
        testDescription = description
        self.target = target
        self.patch = patch
        self.result = result
    }
}

/// The value that a JSON text of a test says.
func patchJSON(_ text: String) throws -> JSONValue {
    try Array(text.utf8).withUnsafeBytes { try JSONValue(parsing: $0) }
}

/// Objects within each other, `depth` of them, with a value at the bottom.
func nested(_ depth: Int, _ bottom: JSONValue = 1) -> JSONValue {
    (0..<depth).reduce(bottom) { inner, _ in ["a": inner] }
}
