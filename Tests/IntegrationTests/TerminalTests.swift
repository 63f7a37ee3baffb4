import Glibc
import TestSupport
import Testing

/// What commands do at a terminal: see terminal/terminal.py.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct TerminalTests {
    @Test func editGetAndStatusWorkAtATerminal() throws {
        let node = try TestNode()
        try node.startWithAPI()
        let process = try ChildProcess(
            "\(Repository.path)/Tests/IntegrationTests/terminal/terminal.py",
            [Binary.secretd, node.directory.path],
            environment: [
                "SECRETD_SOCKET": node.socket, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                "XDG_RUNTIME_DIR": node.directory.path,
            ]
        )
        #expect(try process.wait(within: 100) == 0, "\(process.output)")
        #expect(process.output.hasSuffix("all as at a terminal\n"))
    }
}
