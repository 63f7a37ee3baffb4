import Testing

@testable import FusePublishing

@Suite struct AuditRecordTests {
    @Test func theFieldsComeInAFixedOrder() {
        let opener = Opener(
            pid: 12,
            uid: 33,
            gid: 34,
            executable: "/usr/sbin/nginx",
            cgroup: "/docker/abc",
            unit: "nginx.service",
            container: "abc"
        )
        #expect(
            SampleRecord.of(.denied, opener: opener).json == """
                {"time":"2026-11-23T16:20:18.034Z","verdict":"denied","rule":"closed","pid":12,"uid":33,"gid":34,\
                "exe":"/usr/sbin/nginx","unit":"nginx.service","container":"abc","cgroup":"/docker/abc",\
                "namespace":"default","pod":"web","volume":"tls","key":"tls.key","generation":"..2026"}
                """
        )
    }

    @Test func whatIsNotKnownIsLeftOut() {
        #expect(
            SampleRecord.of().json == """
                {"time":"2026-11-23T16:20:18.034Z","verdict":"allowed","pid":12,"uid":1000,"gid":100,\
                "namespace":"default","pod":"web","volume":"tls","key":"tls.key","generation":"..2026"}
                """
        )
    }

    @Test(arguments: [
        (#"a"b\c"#, #"a\"b\\c"#), ("a\nb\r\tc", #"a\nb\r\tc"#), ("\0\u{1b}[31m\u{7f}", #"\u0000\u001b[31m\u007f"#),
        ("größe/€", "größe/€"), (String(decoding: [0x61, 0xff], as: UTF8.self), "a\u{fffd}"),
    ])
    func anyNameIsOneJSONString(name: String, text: String) {
        #expect(SampleRecord.of(key: name).json.contains(#""key":"\#(text)""#))
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_400_001, "2000-02-29T00:00:00.001Z"),
        (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
    ])
    func timesAreUTCWithMilliseconds(milliseconds: Int64, text: String) {
        #expect(AuditTime(milliseconds: milliseconds).description == text)
    }

    @Test func theJournalHasFieldsToLookFor() {
        let fields = AuditEntry.opened(SampleRecord.of(.denied)).journalFields
        #expect(
            fields.dropFirst().map { "\($0.name)=\($0.value)" } == [
                "PRIORITY=5", "SYSLOG_IDENTIFIER=secretd-audit", "SECRETD_NAMESPACE=default", "SECRETD_POD=web",
                "SECRETD_VOLUME=tls", "SECRETD_KEY=tls.key", "SECRETD_VERDICT=denied",
            ]
        )
        #expect(AuditEntry.opened(SampleRecord.of()).journalFields[1].value == "6")
        #expect(AuditEntry.suppressed(3, SampleRecord.time).journalFields.count == 3)
    }
}
