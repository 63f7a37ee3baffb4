import Testing

@testable import Kubectl

struct EditorProgramTests {
    @Test(
        arguments: [
            ([:], ["vi", "/f"]),
            (["EDITOR": "nano"], ["nano", "/f"]),
            (["KUBE_EDITOR": "code --wait", "EDITOR": "nano"], ["code", "--wait", "/f"]),
            (["KUBE_EDITOR": "", "EDITOR": "nano"], ["nano", "/f"]),
            (["EDITOR": "'my editor' -w", "SHELL": "/bin/zsh"], ["/bin/zsh", "-c", "'my editor' -w '/f'"]),
            (["EDITOR": "'my editor' -w"], ["/bin/bash", "-c", "'my editor' -w '/f'"]),
        ] as [([String: String], [String])]
    )
    func editorIsNamedByTheEnvironment(environment: [String: String], arguments: [String]) {
        #expect(EditorProgram { environment[$0] }.arguments(for: "/f") == arguments)
    }

    @Test(arguments: [
        ("false", "there was a problem with the editor \"false\""),
        ("/none/editor", "there was a problem with the editor \"/none/editor\""),
        ("no-such-editor -w", "unable to launch the editor \"no-such-editor -w\""),
    ])
    func failureIsToldInKubectlsWords(editor: String, message: String) {
        let program = EditorProgram { $0 == "EDITOR" ? editor : nil }
        #expect(throws: KubectlError(message)) { try program.open("/dev/null") }
    }
}
