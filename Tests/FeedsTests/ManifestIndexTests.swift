import Feeds
import KubeObjects
import Testing

/// Which object is served from where, without a file.
@Suite
struct ManifestIndexTests {
    var index = ManifestIndex(paths: ["/first", "/second/"])

    /// `a=1` or, at a line of its own, `a=1@7`; `!message` is an error and `?message` a warning.
    private func manifest(_ lines: [String]) -> Manifest {
        var manifest = Manifest()
        for (number, line) in lines.enumerated() {
            let mark = SourceMark(line: number + 1, column: 1)
            if line.hasPrefix("!") || line.hasPrefix("?") {
                let severity: ManifestProblem.Severity = line.hasPrefix("!") ? .error : .warning
                manifest.problems.append(ManifestProblem(severity, at: mark, message: String(line.dropFirst())))
                continue
            }
            let parts = line.split(separator: "=").map(String.init)
            let secret = Secret(
                metadata: ObjectMeta(name: parts[0]),
                data: ["password": SecretBytes(utf8: parts[1])]
            )
            manifest.entries.append(Manifest.Entry(object: .secret(secret), mark: mark, problems: []))
        }
        return manifest
    }

    /// One step; what follows, as `a=1` for applied and `-a` for deleted.
    private mutating func step(_ updates: (ManifestFileID, ManifestUpdate.Finding)...) -> [String] {
        let change = index.update(updates.map { ManifestUpdate($0.0, $0.1) })
        return change.applied.map(\.sample) + change.deleted.map { "-\($0.name)" }
    }

    private mutating func read(_ file: ManifestFileID, _ lines: String...) -> [String] {
        step((file, .read(manifest(lines))))
    }

    private var served: [String] { index.objects.map(\.sample) }
    private var problems: [String] { index.problems.map { "\($0.severity) \($0)" } }

    private let x = ManifestFileID(path: 0, name: "x.yaml")
    private let y = ManifestFileID(path: 0, name: "y.yaml")
    private let later = ManifestFileID(path: 1, name: "a.yaml")

    // MARK: - One file

    @Test mutating func newFileAppliesItsObjectsInOrder() {
        #expect(read(x, "b=1", "a=1") == ["b=1", "a=1"])
        #expect(served == ["b=1", "a=1"])
    }

    @Test mutating func onlyDifferencesAreApplied() {
        _ = read(x, "a=1", "b=1", "c=1")
        #expect(read(x, "a=1", "b=2", "d=1") == ["b=2", "d=1", "-c"])
        #expect(read(x, "d=1", "b=2", "a=1") == [])
        #expect(served == ["d=1", "b=2", "a=1"])
    }

    @Test mutating func fileWithAnErrorKeepsItsLastGoodObjects() {
        _ = read(x, "a=1", "b=1")
        #expect(read(x, "a=2", "!b is bad", "!c is bad") == [])
        #expect(served == ["a=1", "b=1"])
        #expect(problems == ["error /first/x.yaml:2:1: b is bad", "error /first/x.yaml:3:1: c is bad"])
    }

    @Test mutating func anImmutableObjectKeepsItsData() {
        func frozen(_ value: String, immutable: Bool? = true) -> ManifestUpdate.Finding {
            let secret = Secret(
                metadata: ObjectMeta(name: "a"),
                immutable: immutable,
                data: ["password": SecretBytes(utf8: value)]
            )
            let mark = SourceMark(line: 3, column: 1)
            return .read(Manifest(entries: [.init(object: .secret(secret), mark: mark, problems: [])]))
        }
        #expect(step((x, frozen("1"))) == ["a=1"])
        #expect(step((x, frozen("2"))) == [])
        let place = #"error /first/x.yaml:3:1: Secret "a" is invalid: "#
        #expect(problems == [place + "data: Forbidden: field is immutable when `immutable` is set"])
        #expect(step((x, frozen("1", immutable: nil))) == [])
        #expect(problems == [place + "immutable: Forbidden: field is immutable when `immutable` is set"])
        #expect(step((x, frozen("1"))) == [])
        #expect(problems == [])
        // Moved aside or removed and written again, it is another object.
        #expect(step((x, .away)) == [])
        #expect(step((x, frozen("3"))) == ["a=3"])
        #expect(step((x, .removed)) == ["-a"])
        #expect(step((x, frozen("2"))) == ["a=2"])
    }

    @Test mutating func mendedFileTakesEffectAndHeals() {
        _ = read(x, "a=1")
        _ = read(x, "!bad")
        #expect(read(x, "a=2") == ["a=2"])
        #expect(problems == [])
    }

    @Test mutating func fileThatWasNeverGoodServesNothing() {
        #expect(read(x, "a=1", "!bad") == [])
        #expect(served == [])
    }

    @Test mutating func warningsDoNotHoldAFileBack() {
        #expect(read(x, "a=1", "?odd") == ["a=1"])
        #expect(problems == ["warning /first/x.yaml:2:1: odd"])
    }

    @Test mutating func subjectStandsInTheMessage() {
        var broken = Manifest()
        let mark = SourceMark(line: 3, column: 5)
        broken.problems = [
            ManifestProblem(.error, at: mark, subject: #"Secret "s""#, message: "data: Required value"),
            ManifestProblem(.warning, at: mark, subject: #"Pod "p""#, message: "spec.x: odd"),
        ]
        _ = step((x, .read(broken)))
        #expect(
            problems == [
                #"error /first/x.yaml:3:5: Secret "s" is invalid: data: Required value"#,
                #"warning /first/x.yaml:3:5: Pod "p": spec.x: odd"#,
            ]
        )
    }

    @Test mutating func unreadableFileKeepsItsLastGoodObjects() {
        _ = read(x, "a=1")
        #expect(step((x, .refused(FeedProblem(.error, origin: "/first/x.yaml", message: "no")))) == [])
        #expect(served == ["a=1"])
        #expect(problems == ["error /first/x.yaml: no"])
    }

    @Test mutating func removedFileTakesObjectsAndProblemsAway() {
        _ = read(x, "a=1", "b=1")
        _ = read(x, "!bad")
        #expect(step((x, .removed)) == ["-a", "-b"])
        #expect(problems == [])
        #expect(index.knownFiles == [])
    }

    @Test mutating func fileThatIsAwayIsStillServed() {
        _ = read(x, "a=1")
        #expect(step((x, .away)) == [])
        #expect(served == ["a=1"])
        #expect(read(x, "a=2") == ["a=2"])
    }

    @Test mutating func brokenFileThatIsAwayIsStillBroken() {
        _ = read(x, "a=1", "!bad")
        #expect(step((x, .away)) == [])
        #expect(problems == ["error /first/x.yaml:2:1: bad"])
        #expect(!index.isWhole)
        #expect(step((x, .removed)) == [])
        #expect(index.isWhole)
    }

    @Test mutating func removingWhatWasNeverThereDoesNothing() {
        #expect(step((x, .removed)) == [])
        #expect(step((x, .away)) == [])
        #expect(problems == [])
    }

    @Test mutating func firstOfTwoInOneFileIsServed() {
        #expect(read(x, "a=1", "b=1", "a=2") == ["a=1", "b=1"])
        #expect(
            problems == [
                "warning /first/x.yaml:3:1: secret/a is ignored here: it is in /first/x.yaml:1:1 too, which comes first"
            ]
        )
    }

    // MARK: - Several files

    @Test mutating func stepOfSeveralFilesIsOneChange() {
        #expect(step((y, .read(manifest(["b=1"]))), (x, .read(manifest(["a=1"])))) == ["a=1", "b=1"])
    }

    @Test mutating func earlierFileWinsWhicheverIsReadFirst() {
        #expect(read(y, "a=late") == ["a=late"])
        #expect(read(x, "a=early") == ["a=early"])
        #expect(read(later, "a=last") == [])
        #expect(served == ["a=early"])
    }

    @Test mutating func earlierPathWinsOverEarlierName() {
        _ = read(later, "a=second-path")
        #expect(read(y, "a=first-path") == ["a=first-path"])
    }

    @Test mutating func duplicateIsSaidOnceForEachLoserWithBothPlaces() {
        _ = read(x, "a=1")
        _ = read(y, "b=1", "a=2")
        _ = read(later, "a=3")
        let expected = [
            "warning /first/y.yaml:2:1: secret/a is ignored here: it is in /first/x.yaml:1:1 too, which comes first",
            "warning /second/a.yaml:1:1: secret/a is ignored here: it is in /first/x.yaml:1:1 too, which comes first",
        ]
        #expect(problems == expected)
        _ = read(x, "a=4")
        #expect(problems == expected)
    }

    @Test mutating func nextTakesOverWhenTheWinnerGoes() {
        _ = read(x, "a=1")
        _ = read(y, "a=2")
        _ = read(later, "a=3")
        #expect(step((x, .removed)) == ["a=2"])
        #expect(step((y, .removed)) == ["a=3"])
        #expect(problems == [])
        #expect(step((later, .removed)) == ["-a"])
    }

    @Test mutating func nextTakesOverWhenTheWinnerDropsTheObject() {
        _ = read(x, "a=1", "b=1")
        _ = read(y, "a=2")
        #expect(read(x, "b=1") == ["a=2"])
        #expect(problems == [])
    }

    @Test mutating func equalObjectTakesOverWithoutAnEvent() {
        _ = read(x, "a=1")
        _ = read(y, "a=1")
        #expect(step((x, .removed)) == [])
        #expect(served == ["a=1"])
    }

    @Test mutating func changeOfALoserIsNoEvent() {
        _ = read(x, "a=1")
        _ = read(y, "a=2")
        #expect(read(y, "a=3") == [])
        #expect(step((y, .removed)) == [])
        #expect(problems == [])
    }

    @Test mutating func brokenWinnerKeepsItsPlace() {
        _ = read(x, "a=1")
        _ = read(y, "a=2")
        #expect(read(x, "!bad") == [])
        #expect(served == ["a=1"])
    }

    @Test mutating func fileThatIsAwayYieldsWithoutAWarning() {
        _ = read(x, "a=1")
        _ = step((x, .away))
        #expect(read(y, "a=2") == ["a=2"])
        #expect(problems == [])
        #expect(step((x, .removed)) == [])
    }

    @Test mutating func renamedFileIsNoEvent() {
        _ = read(x, "a=1")
        #expect(step((x, .away), (y, .read(manifest(["a=1"])))) == [])
        #expect(step((x, .removed)) == [])
        #expect(served == ["a=1"])
    }

    @Test mutating func fileThatComesBackTakesItsPlaceAgain() {
        _ = read(x, "a=1")
        _ = read(y, "a=2")
        #expect(step((x, .away)) == ["a=2"])
        #expect(read(x, "a=1") == ["a=1"])
        #expect(problems.count == 1)
    }

    @Test mutating func objectMovesBetweenFilesInOneStepWithoutADeletion() {
        _ = read(x, "a=1", "b=1")
        _ = read(y, "c=1")
        #expect(step((x, .read(manifest(["b=1"]))), (y, .read(manifest(["a=1", "c=1"])))) == [])
        #expect(served == ["b=1", "a=1", "c=1"])
    }

    @Test mutating func problemsOfPathsComeBeforeThoseOfTheirFiles() {
        index.setProblems([FeedProblem(.error, origin: "/second/", message: "gone")], ofPath: 1)
        _ = read(x, "!bad")
        _ = read(later, "!worse")
        #expect(
            problems == [
                "error /first/x.yaml:1:1: bad", "error /second/: gone", "error /second/a.yaml:1:1: worse",
            ]
        )
        index.setProblems([], ofPath: 1)
        #expect(problems.count == 2)
    }

    @Test mutating func pathThatIsAFileIsNamedAsItWasGiven() {
        _ = read(ManifestFileID(path: 0), "!bad")
        #expect(problems == ["error /first:1:1: bad"])
    }
}
