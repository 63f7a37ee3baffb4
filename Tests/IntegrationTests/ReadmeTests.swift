import Glibc
import TestSupport
import Testing

/// What the README tells people to type.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct ReadmeTests {
    private static let hasKubectl: Bool = {
        guard let process = try? ChildProcess("kubectl", ["version", "--client"]) else { return false }
        return (try? process.wait()) == 0
    }()

    @Test(.enabled(if: hasKubectl, "there is no kubectl on the PATH"))
    func theKubectlSectionWorksAsItIsWritten() throws {
        let here = #filePath.split(separator: "/").dropLast()
        let script = "/" + (here + ["kubectl", "readme.sh"]).joined(separator: "/")
        let repository = "/" + here.dropLast(2).joined(separator: "/")
        let process = try ChildProcess(script, [Binary.secretd, repository])
        #expect(try process.wait(within: 100) == 0, "\(process.output)")
    }
}
