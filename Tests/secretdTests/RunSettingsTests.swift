import ArgumentParser
import FusePublishing
import KubeObjects
import Testing

@testable import secretd

@Suite struct RunSettingsTests {
    private func options(_ arguments: String...) throws -> RunOptions {
        try RunOptions.parse(arguments)
    }

    @Test func rootHasDefaults() throws {
        let settings = try RunSettings(flags: options(), file: Configuration(), isRoot: true)
        #expect(settings.manifests == ["/etc/secretd/manifests"])
        #expect(settings.volumes == "/run/secretd/volumes")
        #expect(settings.logLevel == .info)
        #expect(!settings.allowDisk && !settings.removeOnExit)
    }

    @Test func othersSayWhere() throws {
        #expect(throws: CommandFailure.self) {
            try RunSettings(flags: options("--manifests", "m"), file: Configuration(), isRoot: false)
        }
        let settings = try RunSettings(
            flags: options("--manifests", "m", "--volumes", "v"),
            file: Configuration(),
            isRoot: false
        )
        #expect(settings.volumes == "v")
    }

    @Test func flagsWinOverTheFileAndTheFileOverTheDefaults() throws {
        var file = Configuration()
        file.manifests = ["one", "two"]
        file.size = 1
        file.logLevel = .error
        let settings = try RunSettings(
            flags: options("--manifests", "three", "--volume-limit", "64Ki"),
            file: file,
            isRoot: true
        )
        #expect(settings.manifests == ["three"])
        #expect(settings.size == 1)
        #expect(settings.volumeLimit == 65_536)
        #expect(settings.logLevel == .error)
    }

    @Test func tmpfsIsTheBackendUnlessSomethingElseIsAskedFor() throws {
        var file = Configuration()
        #expect(try RunSettings(flags: options(), file: file, isRoot: true).backend == .tmpfs)
        file.backend = .fuse
        #expect(try RunSettings(flags: options(), file: file, isRoot: true).backend == .fuse)
        #expect(try RunSettings(flags: options("--backend", "tmpfs"), file: file, isRoot: true).backend == .tmpfs)
        #expect(throws: (any Error).self) { try options("--backend", "nfs") }
    }

    /// Rules that nobody enforces would be worse than none.
    @Test func rulesAndAuditAreRefusedOnATmpfs() throws {
        var rules = Configuration()
        rules.accessRules = [AccessRule("closed", .deny)]
        var audit = Configuration()
        audit.audit.level = .denied
        for file in [rules, audit] {
            #expect(throws: CommandFailure.self) { try RunSettings(flags: options(), file: file, isRoot: true) }
            let settings = try RunSettings(flags: options("--backend", "fuse"), file: file, isRoot: true)
            #expect(settings.access.rules == file.accessRules && settings.audit == file.audit)
        }
    }

    @Test func rulesAndManifestsChangeWithoutARestart() throws {
        let flags = try options("--backend", "fuse")
        let running = try RunSettings(flags: flags, file: Configuration(), isRoot: true)
        var new = running
        new.access = AccessPolicy(rules: [AccessRule("closed", .deny)])
        #expect(!new.needsRestart(after: running))
        new.audit.level = .all
        #expect(new.needsRestart(after: running))
        new.audit = running.audit
        new.backend = .tmpfs
        #expect(new.needsRestart(after: running))
    }

    @Test func sizesNeedARestart() throws {
        let running = try RunSettings(flags: options(), file: Configuration(), isRoot: true)
        var new = running
        new.manifests = ["elsewhere"]
        #expect(!new.needsRestart(after: running))
        new.size = 1
        #expect(new.needsRestart(after: running))
    }
}

@Suite struct ByteCountTests {
    @Test(arguments: [("128Mi", 134_217_728), ("1G", 1_000_000_000), ("65536", 65_536), ("1.5Ki", 1_536)])
    func readsSizesAsKubernetesDoes(text: String, bytes: Int) {
        #expect(ByteCount(argument: text)?.bytes == bytes)
    }

    @Test(arguments: ["", "0", "-1", "many", "1 Mi", "1MiB", "99999E", "9Ei"])
    func refusesWhatIsNone(text: String) {
        #expect(ByteCount(argument: text) == nil)
    }
}
