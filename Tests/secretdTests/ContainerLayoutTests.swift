import Agent
import KubeObjects
import Publishing
import Testing

@testable import secretd

@Suite struct ContainerLayoutTests {
    private let pod = Pod(
        metadata: ObjectMeta(name: "web"),
        containers: [
            Container(
                name: "main",
                volumeMounts: [
                    VolumeMount(name: "tls", mountPath: "/etc/tls/"),
                    VolumeMount(name: "info", mountPath: "/etc/tls/info"),
                    VolumeMount(name: "tls", mountPath: "/srv/server.key", subPath: "dir/key"),
                ]
            ),
            Container(name: "side", volumeMounts: [VolumeMount(name: "info", mountPath: "info")]),
        ],
        securityContext: PodSecurityContext(fsGroup: 7)
    )
    private let tls = Volume(name: "tls", .secret(.init(secretName: "s")))
    private let info = Volume(name: "info", .downwardAPI(.init()))

    private func layout(_ container: String) -> ContainerLayout {
        ContainerLayout(pod: KubeObject.pod(pod).key, container: container)
    }

    @Test func eachMountIsADirectoryByItsMountPath() {
        #expect(layout("main").targets(of: info, in: pod).map(\.path) == [["etc", "tls", "info"]])
        #expect(layout("side").targets(of: info, in: pod).map(\.path) == [["info"]])
        #expect(layout("side").targets(of: tls, in: pod).isEmpty)
    }

    @Test func registryLoginsAreNotTheContainers() {
        let logins = Volume(name: ".docker", .pullSecrets(["regcred"]))
        var pod = pod
        pod.containers[0].volumeMounts.append(VolumeMount(name: ".docker", mountPath: "/srv/.docker"))
        #expect(layout("main").targets(of: logins, in: pod).isEmpty)
    }

    @Test func aMountWithASubPathIsALinkIntoAHiddenCopy() {
        let targets = layout("main").targets(of: tls, in: pod)
        #expect(targets.map(\.path) == [["etc", "tls"], [".volumes", "tls"]])
        #expect(targets.map(\.group) == [7, 7])
        #expect(
            ContainerLayout.links(of: pod.containers[0])
                == [.init(path: ["srv", "server.key"], destination: "../.volumes/tls/dir/key")]
        )
    }

    @Test func aMountBelowAnotherOneHasItsDirectory() {
        #expect(layout("main").targets(of: tls, in: pod).first?.mountPoints == ["info"])
    }

    @Test func otherPodsHaveNoPlace() {
        var other = pod
        other.metadata.name = "other"
        #expect(layout("main").targets(of: tls, in: other).isEmpty)
    }
}
