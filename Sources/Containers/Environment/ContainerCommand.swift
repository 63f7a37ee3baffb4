package import KubeObjects

/// The words that a container runs.
package enum ContainerCommand {
    /// `command` and `args`, with the container's variables put in. Empty where only the image would know the command.
    /// Source: kubelet pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs.
    package static func words(of container: Container, environment: [EnvironmentValue]) -> [String] {
        guard !container.command.isEmpty else { return [] }
        return (container.command + container.args).map { word in
            VariableExpansion.expand(word) { name in environment.last { $0.name == name }?.value }.text
        }
    }

    /// The files that a command's name may mean, in order. Source: man 3 exec, for execvp.
    package static func candidates(for name: String, searching path: String?) -> [String] {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else { return [name] }
        return (path ?? "/bin:/usr/bin").utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
            .map { $0.isEmpty ? "./\(name)" : "\($0)/\(name)" }
    }
}
