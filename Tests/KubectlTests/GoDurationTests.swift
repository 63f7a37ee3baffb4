import Kubectl
import Testing

struct GoDurationTests {
    @Test(
        arguments: [
            ("30s", .seconds(30)), ("1m30s", .seconds(90)), ("1.5h", .seconds(5400)), ("0", .zero), ("0s", .zero),
            ("-1s", .seconds(-1)), ("250ms", .milliseconds(250)), ("10us", .microseconds(10)),
            ("10µs", .microseconds(10)),
        ] as [(String, Duration)]
    )
    func spansAreRead(text: String, duration: Duration) {
        #expect(GoDuration.parse(text) == duration)
    }

    @Test(arguments: ["", "s", "1", "1x", "1s2", "1..2s", "1 s", "9999999999999h"])
    func othersAreNone(text: String) {
        #expect(GoDuration.parse(text) == nil)
    }
}
