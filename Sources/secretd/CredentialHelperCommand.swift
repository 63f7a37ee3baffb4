import ArgumentParser
import KubeObjects
import Projection

/// `docker-credential-secretd`, docker's protocol for credential helpers: the registry logins of the Pods here.
///
/// The helper is a link to secretd. Answers and errors go to standard output, because clients read them there.
/// Source: docker/docker-credential-helpers credentials/credentials.go.
struct CredentialHelperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential-helper",
        abstract: "Answer docker and podman which login a registry wants.",
        discussion: """
            docker and podman run it as docker-credential-secretd where their configuration says \
            {"credHelpers": {"registry.example.org": "secretd"}}. get reads the registry from standard input.

            It looks into the files of the Pods' image pull Secrets below /run/secretd/volumes, or $SECRETD_VOLUMES, that \
            the caller may read: of all Pods, or of $SECRETD_POD, which is NAMESPACE/POD.
            """,
        shouldDisplay: false
    )

    /// The name of the link.
    static let programName = "docker-credential-secretd"
    /// What clients take for "nothing known", and then go on without a login.
    private static let notFound = "credentials not found in native keychain"

    @Argument(help: "get, list or version; store and erase are refused.")
    var verb: String

    func run() throws {
        let environment = CredentialEnvironment.current
        switch verb {
        case "get":
            guard let server = CredentialEnvironment.readServer() else { try refuse("no credentials server URL") }
            guard let answer = try logins(environment).answer(for: server) else { try refuse(Self.notFound) }
            Output.bytes(answer)
        case "list":
            Output.bytes(try logins(environment).list())
        case "version":
            Output.line("\(Self.programName) \(Version.text)")
        case "store", "erase":
            try refuse("secretd's registry logins come from image pull Secrets: change the Secret instead")
        default:
            try refuse("unknown verb \(verb.goQuoted): get, list, version")
        }
    }

    private func logins(_ environment: CredentialEnvironment) throws -> RegistryLogins {
        do throws(CredentialProblem) {
            return try environment.logins()
        } catch {
            try refuse(error.description)
        }
    }

    private func refuse(_ text: String) throws -> Never {
        Output.line(text)
        throw ExitCode(1)
    }
}
