import KubeObjects
import Testing

@testable import Kubectl

/// The texts are what kubectl prints of these Events.
struct EventTextTests {
    private static let clock = LocalClock(now: 1_795_543_060)

    private static let events: [JSONValue] = [
        event([
            "type": "Normal", "reason": "Pulled", "message": "  image is here \n", "count": 2,
            "source": ["component": "kubelet"],
            "firstTimestamp": "2026-11-24T17:52:30Z", "lastTimestamp": "2026-11-24T17:55:30Z",
        ]),
        event([
            "type": "Warning", "reason": "FailedMount", "message": "no secret", "count": 1,
            "source": ["component": "secretd"],
            "firstTimestamp": "2026-11-24T15:57:40Z", "lastTimestamp": "2026-11-24T15:57:40Z",
        ]),
        event([
            "type": "Normal", "reason": "New", "message": "series", "reportingComponent": "sched",
            "eventTime": "2026-11-24T16:51:00.000000Z",
            "series": ["count": 7, "lastObservedTime": "2026-11-24T17:41:00.000000Z"],
        ]),
        event([
            "type": "Normal", "reason": "Micro", "message": "micro", "reportingComponent": "sched",
            "eventTime": "2026-11-23T14:11:00.000000Z",
        ]),
    ]

    @Test func descriptionEndsWithATableOfEvents() {
        var description = Description()
        EventTable.write(Self.events, clock: Self.clock, to: &description)
        #expect(
            description.text == """
                Events:
                  Type     Reason       Age                    From     Message
                  ----     ------       ----                   ----     -------
                  Normal   New          16m (x7 over 66m)      sched    series
                  Normal   Micro        27h                    sched    micro
                  Warning  FailedMount  120m                   secretd  no secret
                  Normal   Pulled       2m10s (x2 over 5m10s)  kubelet  image is here

                """
        )
    }

    @Test func noEventsAreSaidToBeNone() {
        var description = Description()
        description.write("A longer title:\tx\n")
        EventTable.write([], clock: Self.clock, to: &description)
        #expect(description.text == "A longer title:  x\nEvents:          <none>\n")
    }

    @Test func listBeginsWithTheOldest() throws {
        var printer = try EventPrinter(output: nil, showsNamespaces: false, showsHeader: true)
        let text = try printer.text(of: EventRows.sorted(Self.events), clock: Self.clock)
        #expect(
            text == """
                LAST SEEN               TYPE      REASON        OBJECT   MESSAGE
                27h                     Normal    Micro         Pod/ev   micro
                120m                    Warning   FailedMount   Pod/ev   no secret
                16m (x7 over 66m)       Normal    New           Pod/ev   series
                2m10s (x2 over 5m10s)   Normal    Pulled        Pod/ev   image is here

                """
        )
    }

    @Test func laterRowsKeepToTheColumnsOfTheFirst() throws {
        var printer = try EventPrinter(output: nil, showsNamespaces: true, showsHeader: false)
        _ = try printer.text(of: [Self.events[0]], clock: Self.clock)
        let text = try printer.text(ofNew: Self.events[3], clock: Self.clock)
        #expect(text == "default   27h                     Normal   Micro    Pod/ev   micro\n")
    }

    @Test func machinesGetOneList() throws {
        var printer = try EventPrinter(output: "yaml", showsNamespaces: false, showsHeader: true)
        let event: JSONValue = ["kind": "Event", "metadata": ["name": "e"], "reason": "R"]
        #expect(
            try printer.text(of: [event], clock: Self.clock) == """
                apiVersion: v1
                items:
                - eventTime: null
                  firstTimestamp: null
                  involvedObject: {}
                  kind: Event
                  lastTimestamp: null
                  metadata:
                    name: e
                  reason: R
                  reportingComponent: ""
                  reportingInstance: ""
                  source: {}
                kind: EventList
                metadata: {}

                """
        )
    }

    @Test(
        arguments: [
            (nil, ["Normal", "x"], "valid --types are Normal or Warning"),
            ("web", [], "--for must be in resource/name form"),
            ("x/web", [], "the server doesn't have a resource type \"x\""),
            ("pod/web/x", [], "arguments in resource/name form may not have more than one slash"),
        ] as [(String?, [String], String)]
    )
    func wrongWishesAreToldInKubectlsWords(target: String?, types: [String], message: String) {
        #expect(throws: KubectlError(message)) {
            try EventLister(APIClient(socket: "/nowhere"), namespace: nil, target: target, types: types)
        }
    }

    private static func event(_ fields: JSONValue) -> JSONValue {
        var event = fields
        event["metadata"] = ["name": "e", "namespace": "default"]
        event["involvedObject"] = ["kind": "Pod", "name": "ev", "namespace": "default"]
        return event
    }
}
