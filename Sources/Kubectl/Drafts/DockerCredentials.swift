import APIServer
import KubeObjects

/// Who one is to a registry of images.
package struct DockerCredentials: Sendable {
    package var server: String
    package var username: String
    package var password: String
    package var email: String

    package init(
        server: String = DockerRegistrySecretDraft.defaultServer,
        username: String = "",
        password: String = "",
        email: String = ""
    ) {
        self.server = server
        self.username = username
        self.password = password
        self.email = email
    }

    var isComplete: Bool { !server.isEmpty && !username.isEmpty && !password.isEmpty }

    /// What Docker writes into its `config.json`, in the order and with the escapes of kubectl, so that hashes are the same.
    func configuration() -> SecretBytes {
        let login = SecretBytes(utf8: "\(username):\(password)").withBytes(Base64Text.of)
        let fields = [("username", username), ("password", password), ("email", email), ("auth", login)]
            .filter { name, text in name != "email" || !text.isEmpty }
            .map { name, text in "\"\(name)\":\(quoted(text))" }
        return SecretBytes(utf8: "{\"auths\":{\(quoted(server)):{\(fields.joined(separator: ","))}}}")
    }

    private func quoted(_ text: String) -> String { GoJSONWriter.compactText(of: .string(text)) }
}
