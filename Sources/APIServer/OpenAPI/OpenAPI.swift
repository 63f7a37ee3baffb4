import KubeObjects

/// The OpenAPI documents, each made once, when it is first asked for.
enum OpenAPI {
    /// The media type of `/openapi/v2`, the only one that clients ask for.
    static let v2MediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"

    /// `/openapi/v2`.
    static let v2 = OpenAPIDocument(contentType: v2MediaType, bytes: OpenAPIv2.bytes(of: Schema.all))

    /// `/openapi/v3/api/v1`.
    static let v3CoreV1 = OpenAPIDocument(
        contentType: "application/json",
        bytes: JSONWriter.bytes(of: OpenAPIv3.document(of: Schema.all))
    )

    /// `/openapi/v3`: where the other is. The hash in its address lets clients keep it for good.
    static let v3Root = OpenAPIDocument(
        contentType: "application/json",
        bytes: JSONWriter.bytes(
            of: ["paths": ["api/v1": ["serverRelativeURL": .string("/openapi/v3/api/v1?hash=\(v3CoreV1.hash)")]]]
        )
    )

    static let title = "secretd"
    /// The extension that names the group, version and kind of a schema or an operation.
    static let kindExtension = "x-kubernetes-group-version-kind"
}
