import Glibc
import TestSupport
import Testing

/// What needs no mount: usage, help, version, validate.
@Suite(.timeLimit(.minutes(1))) struct CommandLineTests {
    private func run(_ arguments: String...) throws -> (code: Int32, output: String) {
        let process = try ChildProcess(Binary.secretd, arguments)
        let code = try process.wait()
        return (code, process.output)
    }

    @Test func versionIsPrinted() throws {
        #expect(try run("version") == (0, "secretd 0.1.0\n"))
        #expect(try run("--version") == (0, "0.1.0\n"))
    }

    @Test(arguments: [[], ["help"], ["--help"], ["run", "--help"], ["mount", "--help"], ["validate", "--help"]])
    func helpSaysWhatThereIs(arguments: [String]) throws {
        let process = try ChildProcess(Binary.secretd, arguments)
        #expect(try process.wait() == 0)
        #expect(process.output.contains("USAGE: secretd"))
    }

    @Test(arguments: [
        ["run", "--no-such-flag"], ["mount", "./out"], ["mount", "-f", "x"], ["validate"],
        ["run", "--size", "many"], ["run", "--log-level", "loud"], ["mount", "-f", "x", "--backend", "nfs", "out"],
    ])
    func wrongUsageIsTwo(arguments: [String]) throws {
        let process = try ChildProcess(Binary.secretd, arguments)
        #expect(try process.wait() == 2)
        #expect(process.output.contains("Usage: secretd"), "\(process.output)")
    }

    @Test(arguments: [
        (["rum"], "Did you mean this?\n\trun\n"), (["valdiate", "-f", "x"], "Did you mean this?\n\tvalidate\n"),
        (["logs", "x"], "runs no containers"), (["xyzzy"], "unknown command \"xyzzy\" for \"secretd\""),
    ])
    func aMistypedVerbGetsAHint(arguments: [String], hint: String) throws {
        let process = try ChildProcess(Binary.secretd, arguments)
        #expect(try process.wait() == 2)
        #expect(process.output.contains(hint), "\(process.output)")
    }

    // MARK: validate

    private func validate(_ text: String) throws -> (code: Int32, output: String) {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "a.yaml")
        let process = try ChildProcess(Binary.secretd, ["validate", "-f", directory.appending("a.yaml")])
        let code = try process.wait()
        return (code, process.output.replacing(directory.path + "/", with: ""))
    }

    @Test func goodManifestsAreOk() throws {
        let result = try validate(Example.pod + "\n---\n" + Example.secret(["crt": "one"]))
        #expect(
            result == (
                0,
                """
                ok       a.yaml:1:1: pod/web
                ok       a.yaml:13:1: secret/keys
                2 objects, 0 errors, 0 warnings

                """
            )
        )
    }

    @Test func errorsAreNamedWithTheirPlaceAllAtOnce() throws {
        let result = try validate(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: Web
            spec:
              containers:
              - name: main
                image: web
                volumeMounts:
                - {name: tls, mountPath: /tls}
                - {name: typo, mountPath: /x}
              volumes:
              - name: tls
                secret:
                  secretName: keys
                  defaultMode: 01000
                  items:
                  - key: a
                    path: ../a
            """
        )
        #expect(result.code == 1)
        let lines = result.output.split(separator: "\n").map(String.init)
        let name = #"error    a.yaml:4:9: Pod "Web" is invalid: metadata.name: Invalid value"#
        #expect(lines.contains { $0.hasPrefix(name) })
        #expect(lines.contains { $0.hasPrefix("error    a.yaml:11:14: ") && $0.contains(#"Not found: "typo""#) })
        #expect(lines.contains { $0.hasPrefix("error    a.yaml:16:") && $0.contains("0777 (octal)") })
        #expect(lines.contains { $0.hasPrefix("error    a.yaml:19:") && $0.contains("must not contain '..'") })
        #expect(lines.last == "1 object, 4 errors, 0 warnings", "\(result.output)")
    }

    @Test func warningsAreNoErrors() throws {
        let decimal = "{secretName: keys, defaultMode: 400}"
        let result = try validate(Example.pod.replacing("{secretName: keys}", with: decimal))
        #expect(result.code == 0)
        #expect(result.output.contains("warning  a.yaml:"))
        #expect(result.output.contains("400"))
    }

    @Test func standardInputIsReadForADash() throws {
        let json = #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"}}"#
        let echo = try ChildProcess("/bin/sh", ["-c", "printf '\(json)' | \"$0\" validate -f -", Binary.secretd])
        #expect(try echo.wait() == 0)
        #expect(echo.output.contains("ok       -:1:1: secret/x"))
    }

    @Test func aFileThatIsNotThereIsNamed() throws {
        #expect(
            try run("validate", "-f", "/nonexistent.yaml")
                == (1, "secretd: /nonexistent.yaml: No such file or directory\n")
        )
    }

    @Test func oneOddFileDoesNotHideTheOthers() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Example.pod, to: "good.yaml")
        try directory.write("", to: "empty.yaml")
        symlink("nowhere", directory.appending("link.yaml"))
        mkfifo(directory.appending("pipe.yaml"), 0o600)
        let result = try run("validate", "-f", directory.path)
        #expect(result.code == 1)
        #expect(result.output.contains("ok       \(directory.path)/good.yaml:1:1: pod/web"))
        #expect(result.output.contains("error    \(directory.path)/empty.yaml: is empty"))
        #expect(result.output.contains("error    \(directory.path)/link.yaml: No such file or directory"))
        #expect(result.output.contains("error    \(directory.path)/pipe.yaml: is not a regular file"))
        #expect(result.output.hasSuffix("1 object, 3 errors, 0 warnings\n"))
    }

    @Test func misspeltFieldsAreWarnedOf() throws {
        let result = try validate(
            Example.pod.replacing("readOnly: true", with: "readonly: true").replacing(
                "    image: web",
                with: "    imag: web"
            )
            .replacing("spec:\n", with: "spec:\n  hostnam: x\n")
        )
        for field in ["spec.hostnam", "spec.containers[0].imag", "spec.containers[0].volumeMounts[0].readonly"] {
            #expect(result.output.contains("unknown field \"\(field)\""), "\(result.output)")
        }
    }

    @Test func aDirectoryWithoutManifestsIsSaid() throws {
        let directory = try TemporaryDirectory()
        let result = try run("validate", "-f", directory.path)
        #expect(result.code == 1)
        #expect(result.output.contains("no *.yaml, *.yml or *.json"))
    }
}
