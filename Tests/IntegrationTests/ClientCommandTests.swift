import Foundation
import Glibc
import TestSupport
import Testing

/// How the commands that ask the daemon find it, and what they say where they do not.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(1)))
struct ClientCommandTests {
    private func run(
        _ arguments: [String],
        socket: String? = nil,
        as user: Int? = nil
    ) throws -> (code: Int32, output: String) {
        var environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent"]
        environment["SECRETD_SOCKET"] = socket
        let process =
            if let user {
                try ChildProcess(
                    "/usr/bin/setpriv",
                    ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", Binary.secretd] + arguments,
                    environment: environment
                )
            } else {
                try ChildProcess(Binary.secretd, arguments, environment: environment)
            }
        let code = try process.wait()
        return (code, process.output)
    }

    @Test func withoutADaemonTheCommandThatStartsItIsNamed() throws {
        let result = try run(["kubeconfig", "--socket", "/nonexistent/s"])
        #expect(result.code == 1)
        #expect(result.output.contains("nobody listens on /nonexistent/s"))
        #expect(result.output.contains("systemctl start secretd"))
    }

    @Test func aUserWhoMayNotIsToldWhoMay() throws {
        let node = try TestNode()
        try node.startWithAPI()
        // The way to the socket is open; the socket is root's.
        #expect(chmod(node.directory.path, 0o755) == 0)
        let result = try run(["kubeconfig"], socket: node.socket, as: 4711)
        #expect(result.code == 1)
        #expect(result.output.contains("is for root alone"), "\(result.output)")
        #expect(chown(node.socket, 0, 4712) == 0 && chmod(node.socket, 0o660) == 0)
        let other = try run(["kubeconfig"], socket: node.socket, as: 4711)
        #expect(other.output.contains("is for root and the group 4712; add yourself with: usermod -aG 4712"))
    }

    @Test func theKubeconfigIsPrintedOrWrittenForItsOwnerAlone() throws {
        let node = try TestNode()
        let (_, port) = try node.startWithAPI()
        let printed = try run(["kubeconfig"], socket: node.socket)
        #expect(printed.code == 0)
        #expect(printed.output == contents(of: "\(node.state)/admin.kubeconfig"))
        #expect(printed.output.contains("server: https://127.0.0.1:\(port)"))
        let file = node.directory.appending("written")
        let written = try run(["kubeconfig", file], socket: node.socket)
        #expect(written == (0, "\(file) written; use it with: export KUBECONFIG=\(file)\n"))
        #expect(contents(of: file) == printed.output)
        var status = stat()
        #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func withoutTLSThereIsNothingForKubectl() throws {
        let node = try TestNode()
        let daemon = try node.run(["--state", node.state, "--socket", node.socket, "--listen", "off"])
        try daemon.line(containing: "msg=API at=\(node.socket)")
        let result = try run(["kubeconfig"], socket: node.socket)
        #expect(result.code == 1)
        #expect(result.output.contains("not served over TLS"))
    }
}
