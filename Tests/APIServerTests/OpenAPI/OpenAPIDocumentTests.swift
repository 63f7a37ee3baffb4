import KubeObjects
import Testing

@testable import APIServer

@Suite struct OpenAPIDocumentTests {
    // The values of FNV-1a's authors.
    @Test(arguments: [("", "CBF29CE484222325"), ("a", "AF63DC4C8601EC8C"), ("foobar", "85944171F73967E8")])
    func theHashIsThatOfTheBytes(text: String, hash: String) {
        let document = OpenAPIDocument(contentType: "text/plain", bytes: Array(text.utf8))
        #expect(document.hash == hash)
        #expect(document.etag == "\"\(hash)\"")
    }

    @Test func theRootLeadsToTheDocumentByItsHash() throws {
        let root = try OpenAPI.v3Root.bytes.withUnsafeBytes { try JSONValue(parsing: $0) }
        let address = root.value(at: "paths", "api/v1", "serverRelativeURL")
        #expect(address == .string("/openapi/v3/api/v1?hash=\(OpenAPI.v3CoreV1.hash)"))
    }

    @Test func contentTypesAreThoseThatClientsAskFor() {
        #expect(OpenAPI.v2.contentType == "application/com.github.proto-openapi.spec.v2.v1.0+protobuf")
        #expect(OpenAPI.v3Root.contentType == "application/json")
        #expect(OpenAPI.v3CoreV1.contentType == "application/json")
    }
}
