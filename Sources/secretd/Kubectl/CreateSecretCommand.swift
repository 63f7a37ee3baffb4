import ArgumentParser

/// `secretd create secret`
struct CreateSecretCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Make a Secret.",
        subcommands: [
            CreateGenericSecretCommand.self, CreateDockerRegistrySecretCommand.self, CreateTLSSecretCommand.self,
        ]
    )
}
