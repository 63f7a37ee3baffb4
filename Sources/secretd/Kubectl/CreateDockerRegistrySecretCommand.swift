import ArgumentParser
import Kubectl

/// `secretd create secret docker-registry`
struct CreateDockerRegistrySecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docker-registry",
        abstract: "Make a Secret that images are pulled with.",
        discussion: """
            Give who you are to the registry, or the config.json that docker login has written.

              secretd create secret docker-registry pull \\
                  --from-file=$HOME/.docker/config.json
              secretd create secret docker-registry pull \\
                  --docker-server=registry.example.com \\
                  --docker-username=app --docker-password="$(cat password)"
            """
    )

    @OptionGroup var options: CreateOptions
    @OptionGroup var hash: AppendHashOption

    @Option(help: ArgumentHelp("The registry.", valueName: "url"))
    var dockerServer: String = DockerRegistrySecretDraft.defaultServer

    @Option(help: ArgumentHelp("Who you are there.", valueName: "name"))
    var dockerUsername: String = ""

    @Option(help: ArgumentHelp("Shows in the list of processes; --from-file does not.", valueName: "password"))
    var dockerPassword: String = ""

    @Option(help: ArgumentHelp("Left out where it is not given.", valueName: "address"))
    var dockerEmail: String = ""

    @Option(
        help: ArgumentHelp("A config.json of Docker's, instead of the other options.", valueName: "[key=]path")
    )
    var fromFile: [String] = []

    func run() async throws {
        let command = "secretd create secret docker-registry"
        let files = try CommaList.values(of: fromFile, flag: "--from-file", command: command)
        let credentials = DockerCredentials(
            server: dockerServer,
            username: dockerUsername,
            password: dockerPassword,
            email: dockerEmail
        )
        try await options.create(command: command) { name in
            DockerRegistrySecretDraft(name: hash.name(name), credentials: credentials, files: files)
        }
    }
}
