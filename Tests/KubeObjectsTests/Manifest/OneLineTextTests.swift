import KubeObjects
import Testing

@Suite struct OneLineTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("grüße 😀", "grüße 😀"), ("a\nb", "a\\nb"), ("\u{1b}[31m", "\\x1b[31m"),
        ("\u{202e}x", "\\u202ex"), ("\u{2028}", "\\u2028"), ("\u{7f}\u{85}", "\\x7f\\u0085"), ("", ""),
    ])
    func problemsStayOnOneVisibleLine(_ text: String, _ shown: String) {
        let problem = ManifestProblem(.error, at: SourceMark(line: 1, column: 1), subject: text, message: text)
        #expect(problem.message == shown)
        #expect(problem.subject == shown)
    }

    @Test func problemsHaveABoundedLength() {
        let message = String(repeating: "x", count: 1 << 20)
        #expect(ManifestProblem(.error, at: SourceMark(line: 1, column: 1), message: message).message.count == 2049)
    }

    @Test func aNameCannotForgeALine() {
        let manifest = Manifest("{\"apiVersion\": \"v1\", \"kind\": \"Se\\ncret\"}")
        #expect(manifest.errors.map(\.message) == ["no kind \"Se\\ncret\" is registered for version \"v1\""])
    }
}
