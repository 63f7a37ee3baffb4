import KubeObjects
import Projection
import Testing

@Suite struct VolumePlannerTests {
    private func plan(
        _ source: Volume.Source,
        _ objects: Objects,
        fsGroup: Int64? = nil,
        previous: [PayloadPath: SourceReference]? = nil
    ) throws -> VolumePlan {
        var pod = Pod(metadata: ObjectMeta(name: "web"))
        pod.securityContext.fsGroup = fsGroup
        let planner = VolumePlanner(pod: pod, node: .test)
        return try #require(planner.plan(Volume(name: "v", source), lookup: objects, previous: previous))
    }

    // MARK: One source

    @Test func withoutItemsEachKeyIsAFile() throws {
        let plan = try plan(.secret(.init(secretName: "s")), Objects(secrets: ["s": ["a": "1", "b": "2"]]))
        #expect(plan.texts == ["a": "1", "b": "2"])
        #expect(plan.modes == ["a": 0o644, "b": 0o644])
        #expect(plan.problems.isEmpty)
    }

    @Test func itemsChooseKeysPathsAndModes() throws {
        let items = [
            KeyToPath(key: "a", path: "deep/er/a.txt"), KeyToPath(key: "b", path: "b.txt", mode: 0o400),
        ]
        let source = SecretVolumeSource(secretName: "s", items: items, defaultMode: 0o440)
        let plan = try plan(.secret(source), Objects(secrets: ["s": ["a": "1", "b": "2", "c": "3"]]))
        #expect(plan.texts == ["deep/er/a.txt": "1", "b.txt": "2"])
        #expect(plan.modes == ["deep/er/a.txt": 0o440, "b.txt": 0o400])
    }

    @Test func theLaterItemWinsOnOnePath() throws {
        let items = [KeyToPath(key: "a", path: "x"), KeyToPath(key: "b", path: "./x")]
        let plan = try plan(
            .secret(.init(secretName: "s", items: items)),
            Objects(secrets: ["s": ["a": "1", "b": "2"]])
        )
        #expect(plan.texts == ["x": "2"])
    }

    @Test func oneKeyMayBecomeTwoFiles() throws {
        let items = [KeyToPath(key: "a", path: "x"), KeyToPath(key: "a", path: "y")]
        let plan = try plan(.secret(.init(secretName: "s", items: items)), Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.texts == ["x": "1", "y": "1"])
    }

    @Test func configMapsGiveTextAndBinaryKeys() throws {
        var objects = Objects(configMaps: ["c": ["text": "t"]])
        objects.configMaps["c"]?.binaryData = ["binary": SecretBytes(utf8: "b")]
        let plan = try plan(.configMap(.init(name: "c")), objects)
        #expect(plan.texts == ["text": "t", "binary": "b"])
    }

    @Test func fsGroupOwnsTheFilesAndMayReadThem() throws {
        let source = SecretVolumeSource(secretName: "s", defaultMode: 0o400)
        let plan = try plan(.secret(source), Objects(secrets: ["s": ["a": "1"]]), fsGroup: 1001)
        #expect(plan.modes == ["a": 0o440])
        #expect(plan.payload.files.map(\.gid) == [1001])
    }

    @Test func otherVolumesAreNoneOfOurs() {
        let planner = VolumePlanner(pod: Pod(metadata: ObjectMeta(name: "web")), node: .test)
        #expect(planner.plan(Volume(name: "v", .other("emptyDir")), lookup: Objects(), previous: nil) == nil)
    }

    @Test func anEmptySecretIsAnEmptyVolume() throws {
        let plan = try plan(.secret(.init(secretName: "s")), Objects(secrets: ["s": [:]]))
        #expect(plan.payload == Payload(files: []))
        #expect(!plan.isEmptyHanded)
    }

    // MARK: What is missing

    @Test func aMissingSecretIsAProblemAndKeepsWhatIsLive() throws {
        let plan = try plan(.secret(.init(secretName: "s")), Objects())
        #expect(plan.messages == [#"secret "s" not found"#])
        #expect(plan.problems.map(\.reason) == [.objectNotFound])
        #expect(plan.isEmptyHanded)
        #expect(plan.payload.retention == .unclaimed)
        #expect(plan.provenance == nil)
    }

    @Test func aMissingConfigMapIsNamedAsKubernetesNamesIt() throws {
        let plan = try plan(.configMap(.init(name: "c")), Objects())
        #expect(plan.messages == [#"configmap "c" not found"#])
    }

    @Test func anotherNamespacesSecretIsNotFound() throws {
        let pod = Pod(metadata: ObjectMeta(name: "web", namespace: "other"))
        let volume = Volume(name: "v", .secret(.init(secretName: "s")))
        let objects = Objects(secrets: ["s": ["a": "1"]])
        let plan = try #require(
            VolumePlanner(pod: pod, node: .test).plan(volume, lookup: objects, previous: nil)
        )
        #expect(plan.problems.map(\.reason) == [.objectNotFound])
    }

    @Test func aMissingOptionalSecretIsAnEmptyVolume() throws {
        let plan = try plan(.secret(.init(secretName: "s", optional: true)), Objects())
        #expect(plan.payload == Payload(files: []))
        #expect(plan.problems.isEmpty)
    }

    @Test func aMissingKeyKeepsItsFileAndTheRestFollows() throws {
        let items = [KeyToPath(key: "a", path: "a"), KeyToPath(key: "gone", path: "dir/gone")]
        let plan = try plan(.secret(.init(secretName: "s", items: items)), Objects(secrets: ["s": ["a": "2"]]))
        #expect(plan.texts == ["a": "2"])
        #expect(plan.messages == ["references non-existent secret key: gone"])
        #expect(plan.payload.retention == .paths(try paths("dir/gone")))
    }

    @Test func aMissingOptionalKeyIsNoProblem() throws {
        let items = [KeyToPath(key: "a", path: "a"), KeyToPath(key: "gone", path: "gone")]
        let plan = try plan(
            .secret(.init(secretName: "s", items: items, optional: true)),
            Objects(secrets: ["s": ["a": "2"]])
        )
        #expect(plan.texts == ["a": "2"])
        #expect(plan.payload.retention == .nothing)
        #expect(plan.problems.isEmpty)
    }

    // MARK: Projected

    private func projected(_ parts: VolumeProjection.Part..., mode: Int64 = 0o644) -> Volume.Source {
        .projected(ProjectedVolumeSource(sources: parts.map { VolumeProjection($0) }, defaultMode: mode))
    }

    @Test func allSourcesShareOneDirectory() throws {
        let source = projected(
            .downwardAPI([DownwardAPIFile(path: "podname", fieldRef: .init(fieldPath: "metadata.name"))]),
            .secret(.init(name: "s")),
            .configMap(.init(name: "c", items: [KeyToPath(key: "k", path: "conf/k", mode: 0o600)])),
            mode: 0o440
        )
        let plan = try plan(source, Objects(secrets: ["s": ["a": "1"]], configMaps: ["c": ["k": "v"]]))
        #expect(plan.texts == ["podname": "web", "a": "1", "conf/k": "v"])
        #expect(plan.modes == ["podname": 0o440, "a": 0o440, "conf/k": 0o600])
    }

    @Test func theLaterSourceWins() throws {
        let source = projected(.secret(.init(name: "one")), .secret(.init(name: "two")))
        let plan = try plan(source, Objects(secrets: ["one": ["a": "1", "b": "1"], "two": ["a": "2"]]))
        #expect(plan.texts == ["a": "2", "b": "1"])
    }

    @Test func aFailingSourceKeepsItsOwnFilesAndNoOthers() throws {
        let source = projected(.secret(.init(name: "one")), .secret(.init(name: "two")))
        let first = try plan(source, Objects(secrets: ["one": ["a": "1", "old": "1"], "two": ["b": "2"]]))
        let second = try plan(source, Objects(secrets: ["one": ["a": "9"]]), previous: first.provenance)
        #expect(second.texts == ["a": "9"])
        #expect(second.payload.retention == .paths(try paths("b")))
        #expect(second.messages == [#"secret "two" not found"#])
        // And again, as long as it fails.
        let third = try plan(source, Objects(secrets: ["one": [:]]), previous: second.provenance)
        #expect(third.payload == Payload(files: [], retention: .paths(try paths("b"))))
    }

    @Test func aFailingSourceThatUsedToWinIsNotReplacedByAnEarlierOne() throws {
        let source = projected(.secret(.init(name: "one")), .secret(.init(name: "two")))
        let first = try plan(source, Objects(secrets: ["one": ["a": "1"], "two": ["a": "2"]]))
        let second = try plan(source, Objects(secrets: ["one": ["a": "1"]]), previous: first.provenance)
        #expect(second.texts.isEmpty)
        #expect(second.payload.retention == .paths(try paths("a")))
    }

    @Test func aLaterSourceReplacesWhatAnEarlierOneKeeps() throws {
        let source = projected(.secret(.init(name: "one")), .secret(.init(name: "two")))
        let first = try plan(source, Objects(secrets: ["one": ["a": "1"], "two": [:]]))
        let second = try plan(source, Objects(secrets: ["two": ["a": "2"]]), previous: first.provenance)
        #expect(second.texts == ["a": "2"])
    }

    @Test func afterARestartEverythingUnclaimedStaysUntilTheSourceResolves() throws {
        let source = projected(.secret(.init(name: "one")), .secret(.init(name: "two")))
        let objects = Objects(secrets: ["one": ["a": "1"]])
        let first = try plan(source, objects)
        #expect(first.payload.retention == .unclaimed)
        let second = try plan(source, objects, previous: first.provenance)
        #expect(second.payload.retention == .unclaimed, "it is still not known whose the live files are")
    }

    @Test func aVolumeThatNowNamesAMissingSecretKeepsTheFilesOfTheOldOne() throws {
        let objects = Objects(secrets: ["old": ["a": "1"]])
        let first = try plan(.secret(.init(secretName: "old")), objects)
        let second = try plan(.secret(.init(secretName: "new")), objects, previous: first.provenance)
        #expect(second.payload == Payload(files: [], retention: .paths(try paths("a"))))
        // And goes on keeping them, until the new one is there.
        let third = try plan(.secret(.init(secretName: "new")), objects, previous: second.provenance)
        #expect(third.payload == second.payload)
        let there = Objects(secrets: ["new": ["b": "2"]])
        let fourth = try plan(.secret(.init(secretName: "new")), there, previous: third.provenance)
        #expect(fourth.texts == ["b": "2"])
        #expect(fourth.payload.retention == .nothing)
    }

    @Test func aSourceThatIsDroppedTakesItsFilesAlongWhenAllElseIsWell() throws {
        let objects = Objects(secrets: ["one": ["a": "1"], "two": ["b": "2"]])
        let first = try plan(projected(.secret(.init(name: "one")), .secret(.init(name: "two"))), objects)
        let second = try plan(projected(.secret(.init(name: "one"))), objects, previous: first.provenance)
        #expect(second.payload.retention == .nothing)
    }

    @Test func aTokenIsAReportedFailureOfItsSourceAlone() throws {
        let source = projected(.serviceAccountToken(.init(path: "token")), .secret(.init(name: "s")))
        let plan = try plan(source, Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.texts == ["a": "1"])
        #expect(plan.problems.map(\.reason) == [.unsupportedSource])
        #expect(plan.payload.retention == .paths(try paths("token")))
    }

    @Test func aKindOfSourceThatIsNotServedIsNamed() throws {
        let plan = try plan(projected(.other("clusterTrustBundle")), Objects())
        #expect(plan.messages == ["clusterTrustBundle is not a source that secretd serves"])
    }

    @Test func noSourcesIsAnEmptyVolume() throws {
        let plan = try plan(.projected(ProjectedVolumeSource()), Objects())
        #expect(plan.payload == Payload(files: []))
        #expect(plan.problems.isEmpty)
    }

    // MARK: Paths

    @Test(arguments: [".", "./..data", "../x", "/etc/passwd", "a/../b"])
    func aPathThatNoVolumeCanHoldIsAProblemOfItsItemAlone(path: String) throws {
        let items = [KeyToPath(key: "a", path: path), KeyToPath(key: "a", path: "ok")]
        let plan = try plan(.secret(.init(secretName: "s", items: items)), Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.texts == ["ok": "1"])
        #expect(plan.problems.map(\.reason) == [.invalidPath])
    }

    @Test func aFileCannotBeADirectoryToAnotherOne() throws {
        let source = projected(
            .secret(.init(name: "s", items: [KeyToPath(key: "a", path: "foo")])),
            .secret(.init(name: "s", items: [KeyToPath(key: "a", path: "foo/bar/baz")]))
        )
        let plan = try plan(source, Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.texts == ["foo": "1"])
        #expect(plan.messages == ["conflicting paths: foo is a file and a directory to foo/bar/baz"])
    }

    @Test func aMarkBehindASlashHidesNoConflict() throws {
        let items = ["x", "x/\u{301}y"].map { KeyToPath(key: "a", path: $0) }
        let plan = try plan(.secret(.init(secretName: "s", items: items)), Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.texts == ["x": "1"])
        #expect(plan.problems.map(\.reason) == [.pathConflict])
    }

    @Test func twoSpellingsOfANameAreTwoFiles() throws {
        let items = ["\u{e9}", "e\u{301}", "e\u{301}/x"].map { KeyToPath(key: "a", path: $0) }
        let plan = try plan(.secret(.init(secretName: "s", items: items)), Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.payload.files.map { Array($0.path.text.utf8) } == [Array("e\u{301}".utf8), Array("\u{e9}".utf8)])
        #expect(plan.problems.map(\.reason) == [.pathConflict])
    }

    @Test func similarNamesAreNoConflict() throws {
        let items = ["foo", "foo.bar", "foo-/x", "foo.d/x"].map { KeyToPath(key: "a", path: $0) }
        let plan = try plan(.secret(.init(secretName: "s", items: items)), Objects(secrets: ["s": ["a": "1"]]))
        #expect(plan.texts.count == 4)
        #expect(plan.problems.isEmpty)
    }

    @Test func theSameInputGivesTheSamePlan() throws {
        let objects = Objects(secrets: ["s": Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", "\($0)") })])
        let one = try plan(.secret(.init(secretName: "s")), objects)
        let two = try plan(.secret(.init(secretName: "s")), objects)
        #expect(one == two)
        #expect(one.payload.files.map(\.path) == one.payload.files.map(\.path).sorted())
    }
}
