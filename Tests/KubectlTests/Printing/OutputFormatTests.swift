import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct OutputFormatTests {
    private func parse(_ output: String, others: [String] = []) throws(KubectlError) -> OutputFormat {
        try OutputFormat(parsing: output, others: others) { (path) throws(KubectlError) in "{.\(path)}" }
    }

    @Test(
        arguments: [
            ("json", .json), ("JSON", .json), ("yaml", .yaml), ("Yaml", .yaml), ("name", .name), ("NAME", .name),
        ] as [(String, OutputFormat)]
    )
    func lettersSizeDoesNotCount(output: String, format: OutputFormat) throws {
        #expect(try parse(output) == format)
    }

    @Test func templatesStandBehindTheFirstEqualsSign() throws {
        #expect(try parse("jsonpath={.a=b}") == .jsonPath(JSONPath(parsing: "{.a=b}")))
        #expect(try parse("jsonpath-as-json={.a}") == .jsonPathAsJSON(JSONPath(parsing: "{.a}")))
        #expect(try parse("jsonpath-file=x") == .jsonPath(JSONPath(parsing: "{.x}")))
    }

    @Test(arguments: [
        "jsonpath", "jsonpath=", "jsonpath-as-json", "jsonpath-as-json=", "jsonpath-file", "jsonpath-file=",
    ])
    func aTemplateIsNeeded(output: String) {
        #expect(throws: KubectlError("template format specified but no template given")) { try parse(output) }
    }

    @Test(arguments: ["foo", "json=x", "yaml=", "", "jsonPath={.a}", "wide"])
    func otherFormatsAreUnknown(output: String) {
        let text =
            "unable to match a printer suitable for the output format \"\(output)\", allowed formats are: "
            + "json,jsonpath,jsonpath-as-json,jsonpath-file,name,yaml"
        #expect(throws: KubectlError(text)) { try parse(output) }
    }

    @Test func theMessageNamesTheCommandsOwnFormats() {
        let text =
            "unable to match a printer suitable for the output format \"x\", allowed formats are: "
            + "json,jsonpath,jsonpath-as-json,jsonpath-file,name,wide,yaml"
        #expect(throws: KubectlError(text)) { try parse("x", others: ["wide"]) }
    }
}
