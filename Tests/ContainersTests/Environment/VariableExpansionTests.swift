import KubeObjects
import Testing

@testable import Containers

/// Source: kubernetes third_party/forked/golang/expansion/expand_test.go.
struct VariableExpansionTests {
    @Test(arguments: [
        ("$(VAR_A)", "A"), ("___$(VAR_B)___", "___B___"), ("___$(VAR_C)", "___C"), ("$(VAR_A)-$(VAR_B)", "A-B"),
        ("$(VAR_A)___$(VAR_B)", "A___B"), ("f000-$VAR_A", "f000-$VAR_A"), ("foo\\$(VAR_C)bar", "foo\\Cbar"),
        ("$$(VAR_B)_$(VAR_A)", "$(VAR_B)_A"), ("$$$$$$$$(VAR_A)", "$$$$(VAR_A)"), ("$$$$$$$(VAR_A)", "$$$A"),
        ("$VAR_A)", "$VAR_A)"), ("${VAR_A}", "${VAR_A}"), ("$(VAR_B", "$(VAR_B"), ("$(VAR_Awhoops)", "$(VAR_Awhoops)"),
        ("$(VAR_B))", "B)"), ("$", "$"), ("$$", "$"), ("", ""), ("$(", "$("), ("$ä(VAR_A)", "$ä(VAR_A)"),
        ("\n$(EMPTY)|", "\n|"),
    ])
    func expandsAsKubernetesDoes(text: String, expected: String) {
        let known = ["VAR_A": "A", "VAR_B": "B", "VAR_C": "C", "EMPTY": ""]
        #expect(VariableExpansion.expand(text) { known[$0].map { SecretBytes(utf8: $0) } }.text == expected)
    }
}
