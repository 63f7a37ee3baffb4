import KubeObjects

/// The person's editor.
///
/// Source: k8s.io/kubectl pkg/cmd/util/editor.
package struct EditorProgram: Equatable, Sendable {
    /// The program and its first arguments.
    let words: [String]
    /// Whether the last word is a shell's, and the file's path belongs into it.
    let isShell: Bool

    /// `$KUBE_EDITOR`, `$EDITOR` or `vi`; one with quotes in it is the shell's to take apart.
    ///
    /// - Parameter environment: The value of a variable; nil where it is not set.
    package init(environment: (String) -> String?) {
        let named = ["KUBE_EDITOR", "EDITOR"].compactMap { environment($0) }.first { !$0.isEmpty }
        let editor = named ?? "vi"
        isShell = editor.contains(" ") && editor.contains { "\"'\\".contains($0) }
        if isShell {
            let shell = environment("SHELL").flatMap { $0.isEmpty ? nil : $0 } ?? "/bin/bash"
            words = [shell, "-c", editor]
        } else {
            words = editor.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What to run for the file at `path`.
    func arguments(for path: String) -> [String] {
        guard isShell, let last = words.last else { return words + [path] }
        return words.dropLast() + ["\(last) '\(path)'"]
    }

    /// Opens a file and waits until the person is done with it.
    ///
    /// - Parameter path: Without a `'`.
    /// - Throws: In kubectl's words, where the editor cannot be started or fails.
    package func open(_ path: String) throws(KubectlError) {
        let name = words.joined(separator: " ").goQuoted
        let code: Int32
        do throws(KubectlError) {
            code = try ChildCommand.run(arguments(for: path))
        } catch {
            // As Go has it: only a name that was looked for in PATH has not been found.
            let isPath = words.first?.contains("/") == true
            throw KubectlError(
                (isPath ? "there was a problem with the editor " : "unable to launch the editor ") + name
            )
        }
        guard code == 0 else { throw KubectlError("there was a problem with the editor \(name)") }
    }
}
