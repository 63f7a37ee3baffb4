import KubeObjects
import Projection
import Testing

@testable import Containers

struct ContainerEnvironmentTests {
    private struct Objects: ObjectLookup {
        func secret(namespace: String, name: String) -> Secret? {
            guard name == "keys" else { return nil }
            let data = ["a": SecretBytes(utf8: "A"), "b": SecretBytes(utf8: "B"), "nul": SecretBytes(utf8: "x\0y")]
            return Secret(metadata: ObjectMeta(name: name, namespace: namespace), data: data)
        }

        func configMap(namespace: String, name: String) -> ConfigMap? { nil }
    }

    private func values(_ env: [EnvVar], from: [EnvFromSource] = []) throws(EnvironmentError) -> [String] {
        let container = Container(name: "main", env: env, envFrom: from)
        let pod = Pod(metadata: ObjectMeta(name: "web", namespace: "prod"), containers: [container])
        let node = NodeFacts(processors: 2, memory: 1, ephemeralStorage: 1)
        return try ContainerEnvironment(pod: pod, container: container, node: node).values(lookup: Objects())
            .map { "\($0.name)=\($0.value.text)" }
    }

    private func key(_ name: String, _ key: String, optional: Bool = false) -> EnvVar {
        EnvVar(
            name: "V",
            valueFrom: EnvVarSource(secretKeyRef: KeySelector(name: name, key: key, optional: optional))
        )
    }

    @Test func laterVariablesSeeAndReplaceEarlierOnes() throws {
        let result = try values([
            EnvVar(name: "URL", value: "$(V)/$(V2)"), key("keys", "a"), EnvVar(name: "AGAIN", value: "$(V)-$$(V)"),
            EnvVar(
                name: "CPU",
                valueFrom: EnvVarSource(resourceFieldRef: ResourceFieldSelector(resource: "limits.cpu"))
            ),
            EnvVar(name: "NAME", valueFrom: EnvVarSource(fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"))),
            EnvVar(name: "V", value: "last"),
        ])
        #expect(result == ["URL=$(V)/$(V2)", "V=last", "AGAIN=A-$(V)", "CPU=2", "NAME=web"])
    }

    @Test func optionalOnesAreLeftOut() throws {
        let missing = EnvFromSource.Reference(name: "no", optional: true)
        let all = [EnvFromSource(secretRef: missing), EnvFromSource(configMapRef: missing)]
        #expect(try values([key("no", "a", optional: true), key("keys", "no", optional: true)], from: all).isEmpty)
    }

    @Test func missingOnesHaveKubernetesTexts() {
        #expect(throws: EnvironmentError.secretNotFound("no")) { try values([key("no", "a")]) }
        let error = #expect(throws: EnvironmentError.self) { try values([key("keys", "no")]) }
        #expect(error?.description == "couldn't find key no in Secret prod/keys")
        #expect(throws: EnvironmentError.holdsNUL(variable: "V")) { try values([key("keys", "nul")]) }
    }
}
