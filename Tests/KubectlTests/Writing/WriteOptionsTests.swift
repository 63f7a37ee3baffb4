import APIServer
import KubeObjects
import Testing

@testable import Kubectl

struct WriteOptionsTests {
    @Test(arguments: [
        ("none", "strict", "fieldManager=m&fieldValidation=Strict"),
        ("client", "true", "fieldManager=m&fieldValidation=Strict"),
        ("server", "warn", "dryRun=All&fieldManager=m&fieldValidation=Warn"),
        ("none", "false", "fieldManager=m&fieldValidation=Ignore"),
        ("none", "ignore", "fieldManager=m&fieldValidation=Ignore"),
    ])
    func becomeQueryItems(dryRun: String, validate: String, query: String) throws {
        let options = try WriteOptions(dryRun: dryRun, validate: validate, manager: "m")
        #expect(options.query.map { "\($0.0)=\($0.1)" }.joined(separator: "&") == query)
    }

    @Test func otherWordsAreRefusedInKubectlsWords() {
        #expect(throws: KubectlError("Invalid dry-run value (foo). Must be \"none\", \"server\", or \"client\".")) {
            try WriteOptions(dryRun: "foo", validate: "strict", manager: "m")
        }
        #expect(
            throws: KubectlError(
                "invalid - validate option \"foo\"; must be one of: strict (or true), warn, ignore (or false)"
            )
        ) {
            try WriteOptions(dryRun: "none", validate: "foo", manager: "m")
        }
    }

    @Test(arguments: [
        (WriteOptions.DryRun.none, "secret/s created"), (.client, "secret/s created (dry run)"),
        (.server, "secret/s created (server dry run)"),
    ])
    func resultsSayWhetherTheyAreForShow(dryRun: WriteOptions.DryRun, line: String) {
        #expect(WriteResult(.secrets, ["metadata": ["name": "s"]], "created").line(dryRun) == line)
    }

    @Test func aNameThatIsNotYetMadeIsUnknown() {
        #expect(WriteResult(.secrets, [:], "created").line(.client) == "secret/<unknown> created (dry run)")
    }
}
