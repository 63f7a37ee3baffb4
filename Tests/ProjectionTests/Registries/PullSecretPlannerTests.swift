import KubeObjects
import Projection
import Testing

@Suite struct PullSecretPlannerTests {
    private static let json = "kubernetes.io/dockerconfigjson"
    private static let legacy = "kubernetes.io/dockercfg"

    private func objects(_ secrets: [String: (type: String, key: String, text: String)]) -> Objects {
        var objects = Objects()
        for (name, secret) in secrets {
            objects.secrets[name] = Secret(
                metadata: ObjectMeta(name: name),
                type: secret.type,
                data: [secret.key: SecretBytes(utf8: secret.text)]
            )
        }
        return objects
    }

    private func resolve(
        _ names: String...,
        of objects: Objects,
        group: Int64? = nil,
        previous: [PayloadPath: SourceReference]? = nil
    ) -> VolumePlan? {
        var pod = Pod(metadata: ObjectMeta(name: "web"))
        pod.securityContext.fsGroup = group
        return VolumePlanner(pod: pod, node: .test)
            .plan(Volume(name: ".docker", .pullSecrets(names)), lookup: objects, previous: previous)
    }

    @Test func severalSecretsBecomeOneFileThatIsTheOwnersAlone() throws {
        let objects = objects([
            "a": (
                Self.json, ".dockerconfigjson", #"{"auths":{"https://r.example.org/v1/":{"auth":"YTpi","email":"e"}}}"#
            ),
            "b": (
                Self.legacy, ".dockercfg",
                #"{"docker.io":{"username":"u","password":"p"},"q.io":{"identitytoken":"t"}}"#
            ),
        ])
        let plan = try #require(resolve("a", "b", of: objects, group: 2000))
        #expect(plan.problems.isEmpty)
        #expect(
            plan.texts == [
                "config.json": #"{"auths":{"https://index.docker.io/v1/":{"auth":"dTpw"},"#
                    + #""q.io":{"identitytoken":"t"},"r.example.org":{"auth":"YTpi","email":"e"}}}"#
            ]
        )
        #expect(plan.modes == ["config.json": 0o600])
        #expect(plan.payload.files.first?.gid == nil)
    }

    @Test func theFirstSecretWithALoginForARegistryWins() throws {
        let objects = objects([
            "a": (Self.legacy, ".dockercfg", #"{"r.example.org":{"auth":"YTpi"}}"#),
            "b": (Self.legacy, ".dockercfg", #"{"https://r.example.org/v2/":{"auth":"Yzpk"}}"#),
        ])
        #expect(try #require(resolve("a", "b", of: objects)).texts.values.first?.contains("YTpi") == true)
        #expect(try #require(resolve("b", "a", of: objects)).texts.values.first?.contains("Yzpk") == true)
    }

    @Test func missingMalformedAndWrongSecretsAreLeftOutAndTold() throws {
        let objects = objects([
            "good": (Self.legacy, ".dockercfg", #"{"r.example.org":{"auth":"YTpi"}}"#),
            "bad": (Self.json, ".dockerconfigjson", #"{"auths":{"r":{"auth":"CANARY"}}}"#),
            "opaque": ("Opaque", ".dockerconfigjson", #"{"auths":{}}"#),
            "crossed": (Self.json, ".dockercfg", "{}"),
        ])
        let plan = try #require(resolve("gone", "bad", "good", "lost", "opaque", "crossed", of: objects))
        #expect(plan.payload.files.count == 1)
        #expect(plan.problems.first?.reason == .failedToRetrieveImagePullSecret)
        #expect(
            plan.messages == [
                "Unable to retrieve some image pull secrets (gone, lost); attempting to pull the image may not succeed.",
                #"image pull secret "bad" is left out: data[.dockerconfigjson]: "#
                    + "unable to parse auth field, must be formatted as base64(username:password)",
                #"image pull secret "opaque" is left out: type "Opaque" is none of "#
                    + "kubernetes.io/dockerconfigjson and kubernetes.io/dockercfg",
                #"image pull secret "crossed" is left out: data[.dockerconfigjson]: Required value"#,
            ]
        )
    }

    @Test func withoutAnySecretThereIsNoFileButOneFromBeforeStays() throws {
        let path = try PayloadPath("config.json")
        let empty = try #require(resolve("gone", of: Objects()))
        #expect(empty.isEmptyHanded)
        #expect(empty.payload.retention == .paths([path]))
        let source = SourceReference(kind: .secret, name: "other")
        let before = try #require(resolve("gone", of: Objects(), previous: [path: source]))
        #expect(before.payload.retention == .paths([path]))
    }

    @Test func aSecretWithoutLoginsMakesAnEmptyFile() throws {
        let objects = objects(["a": (Self.json, ".dockerconfigjson", #"{"auths":{}}"#)])
        #expect(try #require(resolve("a", of: objects)).texts == ["config.json": #"{"auths":{}}"#])
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let objects = objects([
            "a": (
                Self.legacy, ".dockercfg",
                #"{"r.org:5/x":{"username":"\u0000é","password":"a:b\"\n","registrytoken":"\"t"},"docker.io":{"auth":"YTpi"}}"#
            )
        ])
        let plan = try #require(resolve("a", of: objects))
        let text = try #require(plan.payload.files.first?.content)
        let found = try DockerConfigReader.read(text, .configJSON)
        #expect(found.map(\.key.description) == ["docker.io", "r.org:5/x"])
        #expect(found.last?.auth.username == SecretBytes(utf8: "\0é"))
        #expect(found.last?.auth.password == SecretBytes(utf8: "a:b\"\n"))
        #expect(found.last?.auth.registryToken == SecretBytes(utf8: "\"t"))
    }
}
