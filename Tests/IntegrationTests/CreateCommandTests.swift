import Glibc
import TestSupport
import Testing

/// `secretd create`, the real one.
@Suite(.timeLimit(.minutes(2))) struct CreateCommandTests {
    private func create(_ arguments: [String], socket: String = "/nowhere") throws -> (code: Int32, output: String) {
        let process = try ChildProcess(Binary.secretd, ["create"] + arguments, environment: ["SECRETD_SOCKET": socket])
        return (try process.wait(), process.output)
    }

    @Test(arguments: [
        (["secret", "generic", "x", "--from-literal=a=b"], "secret/x created (dry run)\n"),
        (["secret", "generic", "x", "--from-literal=-a=-b", "-nblue"], "secret/x created (dry run)\n"),
        (["secret", "generic", "x", "--append-hash"], "secret/x-b8485c8589 created (dry run)\n"),
        (
            ["secret", "docker-registry", "x", "--docker-username=a", "--docker-password=-b"],
            "secret/x created (dry run)\n"
        ),
        (["configmap", "x"], "configmap/x created (dry run)\n"), (["cm", "x"], "configmap/x created (dry run)\n"),
        (["namespace", "x"], "namespace/x created (dry run)\n"), (["ns", "x"], "namespace/x created (dry run)\n"),
        (["serviceaccount", "x"], "serviceaccount/x created (dry run)\n"),
        (["sa", "x"], "serviceaccount/x created (dry run)\n"),
    ])
    func dryRunOfTheClientAsksNobody(arguments: [String], output: String) throws {
        #expect(try create(arguments + ["--dry-run=client"]) == (0, output))
        let asked = try create(arguments)
        #expect(asked.code == 1 && asked.output.hasPrefix("error: the daemon is not running: "))
    }

    @Test(arguments: [
        (["secret", "generic"], "0", "secret generic"), (["secret", "tls", "a", "b"], "2", "secret tls"),
        (["secret", "docker-registry"], "0", "secret docker-registry"), (["cm"], "0", "configmap"),
        (["ns"], "0", "namespace"), (["sa"], "0", "serviceaccount"),
    ])
    func oneNameIsNeeded(arguments: [String], count: String, command: String) throws {
        let message =
            "error: exactly one NAME is required, got \(count)\n"
            + "See 'secretd create \(command) -h' for help and examples\n"
        #expect(try create(arguments) == (1, message))
    }

    @Test func argumentsAreReadInKubectlsOrder() throws {
        let all = ["secret", "generic", "x", "--dry-run=a", "-ob", "--from-file=/none"]
        #expect(
            try create(all) == (1, "error: Invalid dry-run value (a). Must be \"none\", \"server\", or \"client\".\n")
        )
        #expect(try create(all + ["--dry-run=none"]).output.hasPrefix("error: unable to match a printer suitable for"))
        #expect(
            try create(all + ["--dry-run=none", "-oname"])
                == (1, "error: error reading /none: no such file or directory\n")
        )
        let quoted = try create(all + ["--from-env-file=\"a"])
        #expect(quoted.output.hasSuffix("\nSee 'secretd create secret generic --help' for usage.\n"))
    }

    @Test func processSubstitutionIsRead() throws {
        let script = "exec \"$0\" create secret generic x --from-file=k=<(printf hi) --append-hash --dry-run=client"
        let process = try ChildProcess("/bin/bash", ["-c", script, Binary.secretd])
        #expect(try process.wait() == 0)
        let literal = try create(["secret", "generic", "x", "--from-literal=k=hi", "--append-hash", "--dry-run=client"])
        #expect(process.output == literal.output)
    }

    @Test func argumentsThatAreNoUTF8AreRefused() throws {
        let script = "exec \"$0\" create secret generic x --from-literal=\"$(printf 'a=\\377')\" --dry-run=client"
        let process = try ChildProcess("/bin/bash", ["-c", script, Binary.secretd])
        #expect(try process.wait() == 1)
        #expect(process.output == "error: argument 5 is not UTF-8; give such a value with --from-file\n")
    }

    @Test(.enabled(if: Requirement.root, "needs root to mount")) func daemonKeepsWhatItIsGiven() throws {
        let node = try TestNode()
        try node.startWithAPI()
        func create(_ arguments: String...) throws -> (code: Int32, output: String) {
            try self.create(arguments, socket: node.socket)
        }
        #expect(try create("secret", "generic", "x", "--from-literal=a=b") == (0, "secret/x created\n"))
        #expect(try create("secret", "generic", "y", "--dry-run=server") == (0, "secret/y created (server dry run)\n"))
        #expect(try create("secret", "generic", "y", "-oname") == (0, "secret/y\n"))
        #expect(
            try create("secret", "generic", "x") == (1, "error: failed to create secret secrets \"x\" already exists\n")
        )
        #expect(
            try create("secret", "generic", "z", "--type=kubernetes.io/basic-auth") == (
                1,
                "error: failed to create secret Secret \"z\" is invalid: "
                    + "[data[password]: Required value, data[username]: Required value]\n"
            )
        )
        #expect(try create("cm", "x", "-n", "blue") == (1, Self.refusal("configmap", "namespaces \"blue\" not found")))
        #expect(try create("ns", "blue") == (0, "namespace/blue created\n"))
        #expect(
            try create("ns", "blue")
                == (1, "Error from server (AlreadyExists): namespaces \"blue\" already exists\n")
        )
        #expect(try create("cm", "x", "-n", "blue") == (0, "configmap/x created\n"))
        #expect(try create("sa", "x", "-n", "blue") == (0, "serviceaccount/x created\n"))
        #expect(
            try create("sa", "x", "-n", "blue")
                == (1, Self.refusal("serviceaccount", "serviceaccounts \"x\" already exists"))
        )

        // A certificate that is none is kept, and spoken of.
        let warned = try create(
            "secret",
            "generic",
            "t",
            "--type=kubernetes.io/tls",
            "--from-literal=tls.crt=",
            "--from-literal=tls.key="
        )
        #expect(warned.code == 0)
        #expect(warned.output.hasPrefix("Warning: data[tls.crt]: "))

        let client = try node.client()
        let secret = try client.request("GET", "/api/v1/namespaces/default/secrets/x")
        #expect(secret.body["data"] as? [String: String] == ["a": "Yg=="])
        #expect(try client.request("GET", "/api/v1/namespaces/blue/configmaps/x").code == 200)
    }

    private static func refusal(_ kind: String, _ reason: String) -> String {
        "error: failed to create \(kind): \(reason)\n"
    }
}
