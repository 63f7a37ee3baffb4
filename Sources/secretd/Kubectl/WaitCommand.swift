import APIServer
import ArgumentParser
import KubeObjects
import Kubectl
import Synchronization

/// `secretd wait`: until a Pod's volumes are there.
struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a Pod's volumes are served, or have a generation.",
        discussion: """
            ready (the default): every volume of the Pod is Served; a Pod with no volume of secretd's is ready too. \
            generation=N: the volumes have the generation with the number N, as secretd history shows it, or a later one; \
            the daemon counts from 1 since it knows the volume, so that a restart begins anew. generation=NAME goes by the \
            generation's name, 2026_11_23_16_20_18.3403175871, and survives a restart.

            --volume names one volume, and the others do not matter. A Pod that does not exist yet is waited for, and so is \
            a daemon that is not running or restarts.

            Exit code: 0 it is so, 1 the time is over, and standard error says what is missing; 2 wrong usage.

              secretd wait web
              secretd wait prod/web --timeout 5m
              secretd wait web --volume tls --for generation=3
            """
    )

    @OptionGroup var client: ClientOptions

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("What to wait for.", valueName: "ready|generation=N|generation=NAME")
    )
    var condition = "ready"

    @Option(help: ArgumentHelp("One volume of the Pod. Default: all of them.", valueName: "volume"))
    var volume: String?

    @Option(help: ArgumentHelp("How long to wait, such as 30s or 5m. 0s looks once.", valueName: "duration"))
    var timeout = "60s"

    @Argument(
        help: ArgumentHelp(
            "The Pod: POD, pod/POD or NAMESPACE/POD; NAMESPACE/POD/VOLUME is one volume.",
            valueName: "pod"
        ),
        completion: ObjectCompletion.pod
    )
    var pod: String

    /// What is waited for: two slashes can only be those of a volume.
    private func target() throws(KubectlError) -> (namespace: String, pod: String, volume: String?) {
        guard pod.utf8.count(where: { $0 == UInt8(ascii: "/") }) > 1 else {
            let (namespace, name) = try ServedName.pod(pod, namespace: client.namespace)
            return (namespace, name, volume)
        }
        let id = try ServedName.volume(pod, namespace: client.namespace)
        guard volume == nil || volume == id.volume else {
            throw KubectlError("\(pod.goQuoted) names another volume than --volume", code: 2)
        }
        return (id.namespace, id.pod, id.volume)
    }

    func run() async throws {
        let (namespace, name, volume) = try target()
        guard let limit = GoDuration.parse(timeout), limit >= .zero else {
            throw CommandFailure("--timeout: \(timeout) is no duration, such as 30s", code: 2)
        }
        let wait = ServedWait(
            namespace: namespace,
            pod: name,
            volume: volume,
            condition: try WaitCondition(condition)
        )
        let waiter = PodWaiter(try client.client(), wait)
        guard try await waiter.run(limit: limit) else {
            throw KubectlError(
                "timed out waiting for the condition on pods/\(name): \(waiter.wait.missing)"
            )
        }
        for line in waiter.wait.lines { Output.line(line) }
    }
}
