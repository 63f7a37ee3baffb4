import Glibc
import TestSupport
import Testing

/// Lists that do not fit one page.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct GetCommandTests {
    @Test func aLongListComesWholeInOrderUnderOneHeader() throws {
        let node = try TestNode()
        try node.startWithAPI()
        let client = try node.client()
        let names = (0..<1201).map { "c-\(10_000 + $0)" }
        for name in names {
            let body = #"{"metadata":{"name":"\#(name)"},"data":{"k":"v"}}"#
            var answer = try client.request("POST", "/api/v1/namespaces/default/configmaps", body)
            while answer.code == 429 {
                answer = try client.request("POST", "/api/v1/namespaces/default/configmaps", body)
            }
            #expect(answer.code == 201)
        }
        for arguments in [[], ["--chunk-size=0"], ["--chunk-size=7"]] {
            let process = try ChildProcess(
                Binary.secretd,
                ["get", "configmaps"] + arguments,
                environment: ["SECRETD_SOCKET": node.socket]
            )
            #expect(try process.wait() == 0)
            let lines = process.output.split(separator: "\n").map(String.init)
            #expect(lines.first?.hasPrefix("NAME ") == true)
            #expect(lines.dropFirst().map { String($0.prefix { $0 != " " }) } == names)
        }
    }
}
