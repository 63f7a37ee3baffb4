import Kubectl
import Testing

struct GoDurationTests {
    @Test(arguments: [
        ("0", Duration.zero), ("5s", .seconds(5)), ("1m30s", .seconds(90)), ("1.5h", .seconds(5400)),
        ("250ms", .milliseconds(250)), ("-1s", .seconds(-1)), ("+2m", .seconds(120)), (".5s", .milliseconds(500)),
        ("1.s", .seconds(1)),
    ])
    func readsWhatGoReads(text: String, duration: Duration) {
        #expect(GoDuration.parse(text) == duration)
    }

    @Test(arguments: ["", "5", "s", "1x", "1 s", "-", "1..5s", "five", "1d", "9999999999s"])
    func refusesWhatGoRefuses(text: String) {
        #expect(GoDuration.parse(text) == nil)
    }
}
