import KubeObjects
import Testing

@testable import Containers

struct MountPlanTests {
    private func plan(_ mounts: [VolumeMount]) -> Result<[PlannedMount], MountPlanError> {
        let pod = Pod(
            metadata: ObjectMeta(name: "web", namespace: "default"),
            volumes: [
                Volume(name: "tls", .secret(SecretVolumeSource(secretName: "keys"))),
                Volume(name: "cache", .other("emptyDir")), Volume(name: "host", .other("hostPath")),
            ]
        )
        let container = Container(name: "main", volumeMounts: mounts)
        let environment = [EnvironmentValue(name: "KEY", value: SecretBytes(utf8: "crt"))]
        do throws(MountPlanError) {
            return .success(try MountPlan(pod: pod, container: container, environment: environment).mounts)
        } catch {
            return .failure(error)
        }
    }

    @Test func parentsComeBeforeChildrenAndSubPathsAreExpanded() throws {
        let mounts = try plan([
            VolumeMount(name: "tls", mountPath: "/a/b/key", subPathExpr: "x/$(KEY)"),
            VolumeMount(name: "cache", mountPath: "rel//dir/"), VolumeMount(name: "tls", mountPath: "/a"),
        ]).get()
        #expect(
            mounts == [
                PlannedMount(path: "/a", source: .served("tls")),
                PlannedMount(path: "/rel/dir", source: .own("cache"), isReadOnly: false),
                PlannedMount(path: "/a/b/key", source: .served("tls"), subPath: "x/crt"),
            ]
        )
    }

    @Test(arguments: [
        (VolumeMount(name: "no", mountPath: "/a"), #"cannot find volume "no" to mount into container "main""#),
        (VolumeMount(name: "tls", mountPath: "/"), "mountPath /: nothing can be mounted there"),
        (VolumeMount(name: "tls", mountPath: "/a", subPath: "/x"), "error SubPath `/x` must not be an absolute path"),
        (
            VolumeMount(name: "tls", mountPath: "/a", subPath: "x/../y"),
            "unable to provision SubPath `x/../y`: must not contain '..'"
        ),
        (VolumeMount(name: "tls", mountPath: "/a", subPathExpr: "$(B)$(A)"), "missing value for A, B"),
        (
            VolumeMount(name: "host", mountPath: "/a"),
            #"mountPath /a: volume "host" is a hostPath, which secretd exec does not serve"#
        ),
    ])
    func whatCannotBeIsTold(mount: VolumeMount, text: String) {
        guard case .failure(let error) = plan([mount]) else {
            Issue.record("it was planned")
            return
        }
        #expect("\(error)" == text)
    }
}
