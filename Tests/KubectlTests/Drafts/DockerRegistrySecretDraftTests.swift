import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

struct DockerRegistrySecretDraftTests {
    private let files: DraftFiles

    init() throws {
        files = try DraftFiles()
    }

    private func draft(
        _ username: String = "",
        _ password: String = "",
        email: String = "",
        server: String = DockerRegistrySecretDraft.defaultServer,
        from paths: [String] = [],
        hash: Bool = false
    ) -> DockerRegistrySecretDraft {
        DockerRegistrySecretDraft(
            name: DraftName("foo", appendsHash: hash),
            credentials: DockerCredentials(server: server, username: username, password: password, email: email),
            files: paths.map(files.resolved)
        )
    }

    private func configuration(_ draft: DockerRegistrySecretDraft) throws -> String? {
        let text = try draft.object().value(at: "data", ".dockerconfigjson")?.text
        return try text.map { try Base64.decode($0).withBytes { String(decoding: $0, as: UTF8.self) } }
    }

    @Test func configurationIsKubectls() throws {
        #expect(
            try configuration(draft("test-user", "test-password"))
                == #"{"auths":{"https://index.docker.io/v1/":{"username":"test-user","password":"test-password","#
                + #""auth":"dGVzdC11c2VyOnRlc3QtcGFzc3dvcmQ="}}}"#
        )
        #expect(
            try configuration(draft("a<b>&\"\\é", "p:q\nr \t", email: "x@y", server: "z"))
                == #"{"auths":{"z":{"username":"a\u003cb\u003e\u0026\"\\é","password":"p:q\nr \t","email":"x@y","#
                + #""auth":"YTxiPiYiXMOpOnA6cQpyIAk="}}}"#
        )
    }

    @Test func hashIsKubectls() throws {
        for (email, hash) in [("test-user@example.org", "548cm7fgdh"), ("", "bff5bt4f92")] {
            let object = try draft("test-user", "test-password", email: email, hash: true).object()
            #expect(object.value(at: "metadata", "name") == .string("foo-\(hash)"))
            #expect(object["type"] == "kubernetes.io/dockerconfigjson")
        }
    }

    @Test(arguments: [("", "p", "s"), ("u", "", "s"), ("u", "p", "")])
    func credentialsAreComplete(username: String, password: String, server: String) {
        let reason =
            "either --from-file or the combination of --docker-username, --docker-password and --docker-server is required"
        #expect(throws: KubectlError(reason)) { try draft(username, password, server: server).object() }
    }

    @Test(arguments: [
        (["@/hello1"], ".dockerconfigjson"), ([".dockerconfigjson=@/hello1"], ".dockerconfigjson"),
        (["k=@/hello1"], "k"),
    ])
    func fileIsTakenAsItIs(paths: [String], key: String) throws {
        let object = try draft("unused", from: paths).object()
        #expect(object["data"] == .object([key: "aGVsbG8gd29ybGQ="]))
        #expect(object["type"] == "kubernetes.io/dockerconfigjson")
    }

    @Test(arguments: [
        (["@"], "cannot give a key name for a directory path"),
        (["@/hello1", "@/hello2"], "cannot add key .dockerconfigjson, another key by that name already exists"),
        (["@/none"], "error reading @/none: no such file or directory"),
        (["=x"], "key name for file path x missing"),
    ])
    func badFilesAreRefused(paths: [String], reason: String) {
        let draft = draft("u", "p", from: paths)
        #expect(files.message { () throws(KubectlError) in try draft.object() } == "error: \(reason)")
    }

    @Test func nameIsNeeded() {
        var draft = draft()
        draft.name.name = ""
        #expect(throws: KubectlError("name must be specified")) { try draft.object() }
    }
}
