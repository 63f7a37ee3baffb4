import Glibc
import KubeObjects

/// A command with all that it is given.
struct ContainerStart {
    var order: KeeperStart

    /// - Throws: `ContainerError`, for what is missing in the container or is not allowed.
    init(_ options: ContainerRunner.Options, _ state: ContainerState) throws(ContainerError) {
        let container = state.container
        let words =
            options.words.isEmpty
            ? ContainerCommand.words(of: container, environment: state.environment) : options.words
        guard let name = words.first else { throw .noCommand(container: container.name) }
        var user: ContainerUser?
        if options.asUser {
            user = ContainerUser(pod: state.pod, container: container, primaryGroup: options.primaryGroup)
            guard let user else { throw .noUser(container: container.name) }
            guard geteuid() == 0 || geteuid() == user.user else { throw .notAllowed(user: user.user) }
        }
        if geteuid() != 0 { user = nil }
        let own = Set(state.environment.map { Array("\($0.name)=".utf8) })
        var variables = options.variables.filter { variable in
            guard let end = variable.firstIndex(of: UInt8(ascii: "=")) else { return true }
            return !own.contains(Array(variable[...end]))
        }.map { SecretBytes(copying: $0) }
        variables += state.environment.map { SecretBytes(joining: [SecretBytes(utf8: "\($0.name)="), $0.value]) }
        let path = variables.last { $0.withBytes { $0.starts(with: "PATH=".utf8) } }.map { $0.text.dropFirst(5) }
        order = KeeperStart(
            directory: container.workingDir.isEmpty ? options.directory : container.workingDir,
            user: user,
            paths: ContainerCommand.candidates(for: name, searching: path.map(String.init)),
            words: words,
            variables: variables
        )
    }
}
