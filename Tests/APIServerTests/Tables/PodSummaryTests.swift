import KubeObjects
import Testing

@testable import APIServer

@Suite struct PodSummaryTests {
    private static let running: JSONValue = ["running": ["startedAt": "2026-01-01T00:00:00Z"]]
    private static let completed: JSONValue = ["terminated": ["exitCode": 0, "reason": "Completed"]]

    private static func waiting(_ reason: JSONValue) -> JSONValue { ["waiting": ["reason": reason]] }
    private static func ended(_ end: JSONValue) -> JSONValue { ["terminated": end] }

    private static func container(
        _ state: JSONValue,
        name: JSONValue = "c",
        ready: JSONValue = false,
        restarts: JSONValue = 0,
        lastFinished: JSONValue? = nil
    ) -> JSONValue {
        var status: JSONValue = ["name": name, "state": state, "ready": ready, "restartCount": restarts]
        if let lastFinished { status.set(lastFinished, at: "lastState", "terminated", "finishedAt") }
        return status
    }

    /// A pod with one container in its spec for each in its status, or as many as `total` says.
    private static func pod(
        _ phase: JSONValue,
        containers: [JSONValue] = [],
        initializers: [JSONValue] = [],
        conditions: [JSONValue] = [],
        total: Int? = nil
    ) -> JSONValue {
        func named(_ statuses: [JSONValue]) -> [JSONValue] { statuses.map { ["name": $0["name"] ?? "c"] } }
        let spec = total.map { [JSONValue](repeating: ["name": "c"], count: $0) } ?? named(containers)
        return [
            "metadata": ["name": "p"],
            "spec": ["containers": .array(spec), "initContainers": .array(named(initializers))],
            "status": [
                "phase": phase, "containerStatuses": .array(containers),
                "initContainerStatuses": .array(initializers), "conditions": .array(conditions),
            ],
        ]
    }

    private static let states: [(JSONValue, String, String)] = [
        ([:], "", "0/0"),
        (pod("Pending", total: 1), "Pending", "0/1"),
        (pod("Running", containers: [container(running, ready: true)]), "Running", "1/1"),
        (pod("Running", containers: [container(running)]), "Running", "0/1"),
        (pod("Running", containers: [container(running, ready: true), container(running)]), "Running", "1/2"),
        (pod("Pending", containers: [container(waiting("ContainerCreating"))]), "ContainerCreating", "0/1"),
        (pod("Pending", containers: [container(waiting(""))]), "Pending", "0/1"),
        (
            pod("Running", containers: [container(waiting("CrashLoopBackOff")), container(running, ready: true)]),
            "CrashLoopBackOff", "1/2"
        ),
        // The first container's reason stays.
        (pod("Pending", containers: [container(waiting("A")), container(waiting("B"))]), "A", "0/2"),
        (pod("Succeeded", containers: [container(completed)]), "Completed", "0/1"),
        (pod("Failed", containers: [container(ended(["exitCode": 1, "reason": "Error"]))]), "Error", "0/1"),
        (pod("Failed", containers: [container(ended(["exitCode": 3]))]), "ExitCode:3", "0/1"),
        (pod("Failed", containers: [container(ended(["exitCode": 137, "signal": 9]))]), "Signal:9", "0/1"),
        (pod("Running", containers: [container(completed), container(running, ready: true)]), "NotReady", "1/2"),
        (
            pod(
                "Running",
                containers: [container(completed), container(running, ready: true)],
                conditions: [["type": "Ready", "status": "True"]]
            ),
            "Running", "1/2"
        ),
        (
            pod("Pending", conditions: [["type": "PodScheduled", "reason": "SchedulingGated"]], total: 1),
            "SchedulingGated", "0/1"
        ),
        (
            pod("Pending", containers: [container(waiting("PodInitializing"))], initializers: [container(running)]),
            "Init:0/1", "0/1"
        ),
        (
            pod("Pending", initializers: [container(completed), container(waiting("PodInitializing"))], total: 1),
            "Init:1/2", "0/1"
        ),
        (pod("Pending", initializers: [container(waiting("ErrImagePull"))], total: 1), "Init:ErrImagePull", "0/1"),
        (pod("Pending", initializers: [container(ended(["exitCode": 2]))], total: 1), "Init:ExitCode:2", "0/1"),
        (
            pod("Pending", initializers: [container(ended(["exitCode": 2, "signal": 15]))], total: 1),
            "Init:Signal:15", "0/1"
        ),
        (
            pod("Pending", initializers: [container(ended(["exitCode": 2, "reason": "Error"]))], total: 1),
            "Init:Error", "0/1"
        ),
        (
            pod("Running", containers: [container(running, ready: true)], initializers: [container(completed)]),
            "Running", "1/1"
        ),
    ]

    @Test(arguments: states) func statusAndReadiness(pod: JSONValue, reason: String, ready: String) {
        let summary = PodSummary(pod)
        #expect(summary.reason == reason)
        #expect(summary.ready == ready)
    }

    @Test func reasonOfThePodWinsOverItsPhase() {
        var pod = Self.pod("Failed", total: 1)
        pod.set("Evicted", at: "status", "reason")
        #expect(PodSummary(pod).reason == "Evicted")
    }

    @Test(
        arguments: [
            ("Running", nil, "Terminating"), ("Pending", nil, "Terminating"), ("Running", "NodeLost", "Unknown"),
            ("Succeeded", nil, "Completed"), ("Failed", nil, "Completed"),
        ] as [(String, String?, String)]
    )
    func deletion(phase: String, reason: String?, shown: String) {
        var pod = Self.pod(.string(phase), containers: [Self.container(Self.completed)])
        pod.set("2026-01-01T00:00:00Z", at: "metadata", "deletionTimestamp")
        if let reason { pod.set(.string(reason), at: "status", "reason") }
        #expect(PodSummary(pod).reason == shown)
    }

    @Test func deletionTimestampOfNullIsNone() {
        var pod = Self.pod("Running", total: 1)
        pod.set(.null, at: "metadata", "deletionTimestamp")
        #expect(PodSummary(pod).reason == "Running")
    }

    @Test func restartsAreAddedUp() {
        let first = Self.container(Self.running, ready: true, restarts: 2, lastFinished: "2026-01-01T00:00:00Z")
        let second = Self.container(Self.running, ready: true, restarts: 1, lastFinished: "2026-01-01T01:00:00Z")
        let summary = PodSummary(Self.pod("Running", containers: [first, second]))
        #expect(summary.restartText(now: 1_767_225_600 + 3600 + 300) == "3 (5m ago)")
    }

    @Test func restartsWithoutATime() {
        let container = Self.container(Self.running, ready: true, restarts: 2)
        #expect(PodSummary(Self.pod("Running", containers: [container])).restartText(now: 0) == "2")
        #expect(PodSummary([:]).restartText(now: 0) == "0")
    }

    @Test func restartsOfDoneInitContainersDoNotCount() {
        let initializer = Self.container(Self.completed, name: "i", restarts: 4)
        let pod = Self.pod("Running", containers: [Self.container(Self.running)], initializers: [initializer])
        #expect(PodSummary(pod).restarts == 0)
        let waiting = Self.container(Self.waiting("CrashLoopBackOff"), name: "i", restarts: 4)
        #expect(PodSummary(Self.pod("Pending", initializers: [waiting])).restarts == 4)
    }

    @Test func initContainersThatStayCountAsContainers() {
        let sidecar: JSONValue = [
            "name": "s", "state": Self.running, "ready": true, "started": true, "restartCount": 3,
        ]
        var pod = Self.pod(
            "Running",
            containers: [Self.container(Self.running, ready: true)],
            initializers: [sidecar]
        )
        pod.set([["name": "s", "restartPolicy": "Always"]], at: "spec", "initContainers")
        let summary = PodSummary(pod)
        #expect(summary.ready == "2/2")
        #expect(summary.reason == "Running")
        #expect(summary.restarts == 3)
    }

    @Test func initializedPodShowsItsContainers() {
        // A restarted pod may run its init containers again while the condition still stands.
        let pod = Self.pod(
            "Running",
            containers: [Self.container(Self.running, ready: true)],
            initializers: [Self.container(Self.running, name: "i")],
            conditions: [["type": "Initialized", "status": "True"]]
        )
        #expect(PodSummary(pod).ready == "1/1")
    }
}
