import KubeObjects
import Testing

@Suite struct FieldErrorTests {
    @Test(arguments: [
        (FieldError("data[x]", .required), "data[x]: Required value"),
        (
            FieldError("spec", .required, "must specify a volume type"),
            "spec: Required value: must specify a volume type"
        ),
        (FieldError("data[a*b]", .invalid(value: "a*b"), "no"), "data[a*b]: Invalid value: \"a*b\": no"),
        (FieldError("p", .invalid(value: "a\n"), "no"), "p: Invalid value: \"a\\n\": no"),
        (
            FieldError("p", .invalidNumber(512), "must be a number between 0 and 0777 (octal), both inclusive"),
            "p: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive"
        ),
        (FieldError("p", .duplicate(value: "v")), "p: Duplicate value: \"v\""),
        (
            FieldError("p", .notSupported(value: "v"), "supported values: \"a\""),
            "p: Unsupported value: \"v\": supported values: \"a\""
        ),
        (FieldError("p", .notFound(value: "v")), "p: Not found: \"v\""),
        (FieldError("p", .forbidden, "no"), "p: Forbidden: no"),
        (
            FieldError("data", .tooLong, "may not be more than 1048576 bytes"),
            "data: Too long: may not be more than 1048576 bytes"
        ),
        (
            FieldError("p", .typeInvalid, "expected string, found number"),
            "p: Invalid value: expected string, found number"
        ),
    ])
    func readsAsKubernetesWritesIt(error: FieldError, text: String) {
        #expect(error.description == text)
    }

    @Test func cannotForgeALineOrMoveTheCursor() {
        let key = "a\nerror: all is well\u{1B}[2J"
        let texts = [
            FieldError("data[\(key)]", .invalid(value: key), key).description,
            FieldWarning("data[\(key)]", key).description,
        ]
        #expect(!texts.contains { $0.contains("\n") || $0.contains("\u{1B}") })
    }

    @Test func isOrderedByFieldThenText() {
        let errors = [
            FieldError("b", .required), FieldError("a.b", .required), FieldError("a", .required, "z"),
            FieldError("a", .required), FieldError("a", .forbidden, "z"),
        ]
        #expect(
            errors.sorted().map(\.description) == [
                "a: Forbidden: z", "a: Required value", "a: Required value: z", "a.b: Required value",
                "b: Required value",
            ]
        )
    }

    @Test func envelopeNamesTheObject() {
        let first = FieldError("data[a]", .required)
        let second = FieldError("type", .invalid(value: "x"), "field is immutable")
        #expect(ValidationReport().envelope(kind: .secret, name: "x") == nil)
        #expect(
            ValidationReport(errors: [first]).envelope(kind: .secret, name: "x")
                == "Secret \"x\" is invalid: data[a]: Required value"
        )
        #expect(
            ValidationReport(errors: [first, second]).envelope(kind: .configMap, name: "y")
                == "ConfigMap \"y\" is invalid: [data[a]: Required value, type: Invalid value: \"x\": field is immutable]"
        )
    }

    @Test func warningsReadTheSame() {
        #expect(FieldWarning("spec.x", "odd").description == "spec.x: odd")
        #expect(FieldWarning("", "odd").description == "odd")
    }
}
