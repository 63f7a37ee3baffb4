import Containers
import Glibc
import KubeObjects
import Testing

@testable import secretd

struct ExecConfigurationTests {
    private func decode(_ text: String) -> (Configuration, [String]) {
        var decoder = ConfigurationDecoder()
        let configuration = SecretBytes(utf8: text).withBytes { decoder.decode($0) }
        return (configuration, decoder.problems)
    }

    @Test func usersAndGroupsAreNamesOrNumbers() {
        let (configuration, problems) = decode(
            "exec: {socket: /x/exec.sock, rules: [{name: a, users: [root, \"1000\"], groups: [root], pods: [\"team/*\"]}]}"
        )
        #expect(problems.isEmpty)
        #expect(configuration.exec.socket == "/x/exec.sock")
        #expect(configuration.exec.rules == [ExecRule(name: "a", users: [0, 1000], groups: [0], pods: ["team/*"])])
    }

    @Test(arguments: [
        ("{users: [root], pods: [a/b]}", "exec.rules[0].name: is required"),
        ("{name: a, pods: [a/b]}", "exec.rules[0].users: users or groups are required"),
        ("{name: a, users: [root]}", "exec.rules[0].pods: is required"),
        ("{name: a, users: [root], pods: [web]}", "exec.rules[0].pods[0]: must be NAMESPACE/NAME"),
        ("{name: a, users: [nobody-has-this-name], pods: [a/b]}", "there is no user \"nobody-has-this-name\""),
        ("{name: a, groups: [nobody-has-this-name], pods: [a/b]}", "there is no group \"nobody-has-this-name\""),
        ("{name: a, users: [root], pods: [a/b], who: x}", "unknown field \"exec.rules[0].who\""),
    ])
    func errorsNameTheField(rule: String, problem: String) {
        let (_, problems) = decode("exec: {rules: [\(rule)]}")
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }
}
