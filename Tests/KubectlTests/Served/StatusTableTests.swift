import APIServer
import KubeObjects
import Testing

@testable import Kubectl

@Suite struct StatusTableTests {
    private static let now: Int64 = 1_800_000_000

    static let volumes = [
        ServedVolume(
            .init(namespace: "default", pod: "web", volume: "tls"),
            sources: "secret/keys",
            state: .served,
            since: now - 30,
            generation: "2026_11_23_16_20_18.3403175871",
            files: 2,
            bytes: 4096,
            servedSince: now - 150
        ),
        ServedVolume(
            .init(namespace: "default", pod: "web", volume: "all"),
            sources: "secret/a,configmap/b",
            state: .waiting,
            reason: "ObjectNotFound",
            message: "secret \"a\" not found\u{1B}[31m",
            since: now - 7200
        ),
        ServedVolume(
            .init(namespace: "default", pod: "bare", volume: ""),
            sources: "",
            state: .noVolumes,
            reason: "NoVolumes",
            message: "no volume of this Pod is secretd's",
            since: now - 1
        ),
    ]

    private static let feeds = [
        FeedReport(
            name: "manifests /etc/secretd/manifests",
            heard: now - 3,
            whole: now - 200,
            problems: [
                FeedProblem(.error, origin: "a.yaml:1:2", message: "broken"),
                FeedProblem(.warning, origin: "b.yaml:3:4", message: "odd"),
            ]
        ),
        FeedReport(name: "store"),
    ]

    @Test func volumesAndFeedsAreTwoTables() {
        var (table, feeds) = (StatusTable(hasNamespaces: false), FeedTable())
        let status = ServedStatus(volumes: Self.volumes, feeds: Self.feeds)
        let text = status.lines(&table, &feeds, now: Self.now).joined(separator: "\n")
        #expect(
            text == """
                POD    VOLUME   SOURCE                 STATE     GENERATION                       FILES   AGE     MESSAGE
                web    tls      secret/keys            Served    2026_11_23_16_20_18.3403175871   2       2m30s
                web    all      secret/a,configmap/b   Waiting   -                                -       -       \
                secret "a" not found\\x1b[31m
                bare   -        -                      -         -                                -       -       \
                no volume of this Pod is secretd's

                FEED                               HEARD   WHOLE   PROBLEMS
                manifests /etc/secretd/manifests   3s      3m20s   error: a.yaml:1:2: broken
                                                                   warning: b.yaml:3:4: odd
                store                              never   never
                """
        )
        #expect(!status.isAllWell)
        #expect(!status.areVolumesServed)
    }

    @Test func aWideTableHasMoreColumns() {
        var table = StatusTable(isWide: true, hasNamespaces: true)
        let text = table.lines(of: Array(Self.volumes.prefix(1)), now: Self.now).joined(separator: "\n")
        #expect(
            text == """
                NAMESPACE   POD   VOLUME   SOURCE        STATE    GENERATION                       FILES   BYTES   AGE     \
                SINCE   REASON   MESSAGE
                default     web   tls      secret/keys   Served   2026_11_23_16_20_18.3403175871   2       4096    2m30s   \
                30s     -
                """
        )
    }

    @Test func coloursAreTheStatesAloneAndTakeNoRoom() {
        var (plain, coloured) = (StatusTable(hasNamespaces: true), StatusTable(hasNamespaces: true, isColoured: true))
        let text = coloured.lines(of: Self.volumes, now: Self.now).joined(separator: "\n")
        #expect(text.contains("\u{1B}[32mServed\u{1B}[0m "))
        #expect(text.contains("\u{1B}[33mWaiting\u{1B}[0m "))
        let stripped = ["\u{1B}[32m", "\u{1B}[33m", "\u{1B}[0m"].reduce(text) { $0.replacing($1, with: "") }
        #expect(stripped == plain.lines(of: Self.volumes, now: Self.now).joined(separator: "\n"))
        #expect(Colour(.failed) == .red)
        #expect([.partial, .stale, .waiting].map { Colour($0) } == [.yellow, .yellow, .yellow])
    }

    @Test func allIsWellWhereEveryVolumeIsServedAndEveryFeedWhole() {
        let good = [
            FeedReport(name: "store", heard: 1, whole: 1, problems: [FeedProblem(.warning, origin: "", message: "")])
        ]
        let served = [Self.volumes[0], Self.volumes[2]]
        #expect(ServedStatus(volumes: served, feeds: good).isAllWell)
        #expect(!ServedStatus(volumes: served, feeds: Self.feeds).isAllWell)
        for state in ServedVolume.State.allCases where ![.served, .noVolumes].contains(state) {
            var volume = Self.volumes[0]
            volume.state = state
            #expect(!ServedStatus(volumes: [volume], feeds: good).isAllWell)
        }
    }

    @Test func pathsAreEncoded() {
        #expect(ServedStatus.path(namespace: nil, pod: nil, isWatch: false) == "/secretd/v1/status")
        let path = ServedStatus.path(namespace: "a b", pod: "c&d", isWatch: true)
        #expect(path == "/secretd/v1/status?namespace=a%20b&pod=c%26d&watch=true")
    }
}
