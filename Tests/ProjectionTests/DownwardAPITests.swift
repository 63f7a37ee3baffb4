import KubeObjects
import Projection
import Testing

@Suite struct DownwardAPITests {
    private let pod = Pod(
        metadata: ObjectMeta(
            name: "web",
            namespace: "prod",
            uid: "1234",
            labels: ["tier": "front", "app": #"say "hi""#],
            annotations: ["note": "two\nlines", "example.org/build": "7"]
        ),
        containers: [
            Container(
                name: "main",
                limits: ["cpu": "1500m", "memory": "64Mi", "hugepages-2Mi": "4Mi"],
                requests: ["cpu": "250m"]
            ),
            Container(name: "bare"),
        ]
    )

    private func text(_ item: DownwardAPIFile) throws -> String? {
        let volume = Volume(name: "v", .downwardAPI(DownwardAPIVolumeSource(items: [item])))
        let plan = try #require(VolumePlanner(pod: pod, node: .test).plan(volume, lookup: Objects(), previous: nil))
        return plan.texts[item.path] ?? plan.messages.first
    }

    @Test(arguments: [
        ("metadata.name", "web"),
        ("metadata.namespace", "prod"),
        ("metadata.uid", "1234"),
        ("metadata.labels", "app=\"say \\\"hi\\\"\"\ntier=\"front\""),
        ("metadata.annotations", "example.org/build=\"7\"\nnote=\"two\\nlines\""),
        ("metadata.labels['tier']", "front"),
        ("metadata.labels['absent']", ""),
        ("metadata.annotations['example.org/build']", "7"),
        ("metadata.annotations['note']", "two\nlines"),
        ("metadata.annotations['']", "unsupported fieldPath: metadata.annotations['']"),
        ("metadata.labels['tier'", "unsupported fieldPath: metadata.labels['tier'"),
        ("spec.nodeName", "unsupported fieldPath: spec.nodeName"),
    ])
    func readsFields(path: String, expected: String) throws {
        #expect(try text(DownwardAPIFile(path: "f", fieldRef: .init(fieldPath: path))) == expected)
    }

    @Test(arguments: [
        ("main", "limits.cpu", "", "2"),
        ("main", "limits.cpu", "1m", "1500"),
        ("main", "requests.cpu", "1m", "250"),
        ("main", "requests.cpu", "1", "1"),
        ("main", "limits.memory", "", "67108864"),
        ("main", "limits.memory", "1Mi", "64"),
        ("main", "limits.memory", "1M", "68"),
        ("main", "limits.hugepages-2Mi", "1Mi", "4"),
        ("main", "requests.memory", "1Mi", "0"),
        ("bare", "limits.cpu", "", "4"),
        ("bare", "limits.memory", "1Gi", "8"),
        ("bare", "limits.ephemeral-storage", "1Gi", "100"),
        ("bare", "requests.cpu", "", "0"),
        ("absent", "limits.cpu", "", "container absent not found"),
        ("main", "limits.gpu", "", "unsupported container resource : limits.gpu"),
    ])
    func readsResources(container: String, resource: String, divisor: String, expected: String) throws {
        let reference = ResourceFieldSelector(containerName: container, resource: resource, divisor: divisor)
        #expect(try text(DownwardAPIFile(path: "f", resourceFieldRef: reference)) == expected)
    }

    @Test func aFailingItemLeavesTheOthers() throws {
        let items = [
            DownwardAPIFile(path: "bad", fieldRef: .init(fieldPath: "spec.nodeName")),
            DownwardAPIFile(path: "name", fieldRef: .init(fieldPath: "metadata.name"), mode: 0o400),
        ]
        let volume = Volume(name: "v", .downwardAPI(DownwardAPIVolumeSource(items: items)))
        let plan = try #require(VolumePlanner(pod: pod, node: .test).plan(volume, lookup: Objects(), previous: nil))
        #expect(plan.texts == ["name": "web"])
        #expect(plan.modes == ["name": 0o400])
        #expect(plan.problems.map(\.reason) == [.invalidFieldReference])
    }
}

@Suite struct PodUIDTests {
    @Test func aManifestsOwnUIDIsKept() {
        #expect(Pod(metadata: ObjectMeta(name: "web", uid: "1234")).effectiveUID == "1234")
    }

    @Test func aMissingUIDFollowsFromNamespaceAndNameAlone() {
        let one = Pod(metadata: ObjectMeta(name: "web"))
        var two = one
        two.metadata.labels = ["edited": "yes"]
        let other = Pod(metadata: ObjectMeta(name: "web", namespace: "prod"))
        #expect(one.effectiveUID == two.effectiveUID)
        #expect(one.effectiveUID != other.effectiveUID)
        #expect(one.effectiveUID.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
    }
}
