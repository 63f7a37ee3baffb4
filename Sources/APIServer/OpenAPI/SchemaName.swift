/// The names that Kubernetes gives its types in OpenAPI documents; clients know some of them.
enum SchemaName {
    static func core(_ name: String) -> String { "io.k8s.api.core.v1.\(name)" }
    static func meta(_ name: String) -> String { "io.k8s.apimachinery.pkg.apis.meta.v1.\(name)" }
    static let quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
}
