import ArgumentParser
import Kubectl

/// `secretd create secret tls`
struct CreateTLSSecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tls",
        abstract: "Make a Secret of a certificate and its private key.",
        discussion: """
            Both files are PEM. The certificate comes first in its file, those that have signed it follow. A key that does \
            not belong to the certificate is refused.

              secretd create secret tls web --cert=tls.crt --key=tls.key
              secretd create secret tls web --cert=<(cat web.crt ca.crt) --key=web.key
            """
    )

    @OptionGroup var options: CreateOptions
    @OptionGroup var hash: AppendHashOption

    @Option(help: ArgumentHelp("The certificate's file.", valueName: "path"))
    var cert: String = ""

    @Option(help: ArgumentHelp("The private key's file.", valueName: "path"))
    var key: String = ""

    func run() async throws {
        try await options.create(command: "secretd create secret tls") { name in
            TLSSecretDraft(name: hash.name(name), certificate: cert, key: key)
        }
    }
}
