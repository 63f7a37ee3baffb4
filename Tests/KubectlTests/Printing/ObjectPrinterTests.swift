import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct ObjectPrinterTests {
    private let secret: JSONValue = [
        "apiVersion": "v1", "kind": "Secret", "data": ["a": "YQ=="],
        "metadata": ["name": "x", "managedFields": [["manager": "m"]]],
    ]

    private func text(_ output: String, _ object: JSONValue, isFirst: Bool = true) throws -> String {
        try ObjectPrinter(parsing: output).text(of: object, keys: .sorted, isFirst: isFirst)
    }

    @Test func yamlHasALineBetweenObjects() throws {
        let yaml = "apiVersion: v1\ndata:\n  a: YQ==\nkind: Secret\nmetadata:\n  name: x\n"
        #expect(try text("yaml", secret) == yaml)
        #expect(try text("yaml", secret, isFirst: false) == "---\n\(yaml)")
    }

    @Test func jsonHasTheOrderThatIsAskedFor() throws {
        let printer = try ObjectPrinter(parsing: "json")
        let sorted = try printer.text(of: secret, keys: .sorted)
        let typed = try printer.text(of: secret, keys: .typed, isFirst: false)
        #expect(sorted.hasPrefix("{\n    \"apiVersion\": \"v1\",\n    \"data\""))
        #expect(typed.hasPrefix("{\n    \"kind\": \"Secret\",\n    \"apiVersion\": \"v1\",\n    \"metadata\""))
    }

    @Test func managedFieldsAreShownOnDemand() throws {
        let printer = try ObjectPrinter(parsing: "yaml", showsManagedFields: true)
        #expect(try printer.text(of: secret, keys: .sorted).contains("managedFields:\n  - manager: m\n"))
        let list = ObjectPrinter.list(of: [secret])
        #expect(try !text("json", list).contains("managedFields"))
        #expect(try text("jsonpath={.metadata.managedFields[0].manager}", secret) == "m")
    }

    @Test(
        arguments: [
            (["kind": "Secret", "apiVersion": "v1", "metadata": ["name": "x"]], "secret/x\n"),
            (["kind": "Deployment", "apiVersion": "apps/v1", "metadata": ["name": "x"]], "deployment.apps/x\n"),
            (["kind": "Secret", "apiVersion": "v1"], "secret/<unknown>\n"),
        ] as [(JSONValue, String)]
    )
    func namesHaveTheKind(object: JSONValue, name: String) throws {
        #expect(try text("name", object) == name)
    }

    @Test func aListHasANameForEachItem() throws {
        #expect(try text("name", ObjectPrinter.list(of: [secret, secret])) == "secret/x\nsecret/x\n")
        #expect(try text("name", ObjectPrinter.list(of: [])) == "")
    }

    @Test func listsAreAsGetAndApplyHaveThem() throws {
        let items = "apiVersion: v1\nitems: []\nkind: List\n"
        #expect(try text("yaml", ObjectPrinter.list(of: [])) == "\(items)metadata:\n  resourceVersion: \"\"\n")
        let list = ObjectPrinter.list(of: [], withVersion: false)
        #expect(try text("yaml", list) == "\(items)metadata: {}\n")
        #expect(
            try ObjectPrinter(parsing: "json").text(of: ObjectPrinter.list(of: [secret]), keys: .typed) == """
                {
                    "kind": "List",
                    "apiVersion": "v1",
                    "metadata": {
                        "resourceVersion": ""
                    },
                    "items": [
                        {
                            "apiVersion": "v1",
                            "data": {
                                "a": "YQ=="
                            },
                            "kind": "Secret",
                            "metadata": {
                                "name": "x"
                            }
                        }
                    ]
                }

                """
        )
    }

    @Test func templatesHaveNoLineEnd() throws {
        #expect(try text("jsonpath={.kind}", secret, isFirst: false) == "Secret")
        #expect(try text("jsonpath-as-json={.kind}", secret) == "[\n    \"Secret\"\n]\n")
    }

    @Test func aTemplatesFileMustBeThere() {
        let path = "/nonexistent/template"
        let text = "error reading --template \(path), open \(path): no such file or directory"
        #expect(throws: KubectlError(text)) { try ObjectPrinter(parsing: "jsonpath-file=\(path)") }
    }
}
