import Glibc
import KubeObjects
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@testable import Feeds

@Suite(.timeLimit(.minutes(1)))
struct ManifestReaderTests {
    let directory: TemporaryDirectory
    let path: String
    let reader = ManifestReader(read: Manifest.read)

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.appending("x.yaml")
    }

    private func refusal() -> ManifestRefusal? {
        guard case .refused(let refusal) = reader.load(path) else { return nil }
        return refusal
    }

    @Test func fileIsReadWhole() throws {
        try directory.write(SampleManifest.secrets(["a": "1", "b": "2"]), to: "x.yaml")
        guard case .content(let manifest, _) = reader.load(path) else {
            Issue.record("not read")
            return
        }
        #expect(manifest.objects.map(\.sample) == ["a=1", "b=2"])
    }

    @Test func youngFileHasNoSignatureAndAnOldOneHas() throws {
        try directory.write("x", to: "x.yaml")
        guard case .content(_, nil) = reader.load(path) else {
            Issue.record("a file that was just written may be written again within the clock's tick")
            return
        }
        guard case .content(_, _?) = reader.load("/etc/passwd") else {
            Issue.record("an old file's signature is as good as its content")
            return
        }
    }

    @Test func missingFileIsAbsent() {
        guard case .absent = reader.load(path) else {
            Issue.record("not absent")
            return
        }
    }

    @Test func symlinkIsNotFollowed() throws {
        symlink("/etc/passwd", path)
        guard case .symlink = reader.load(path) else {
            Issue.record("followed")
            return
        }
    }

    @Test func fifoIsRefusedWithoutWaiting() {
        mkfifo(path, 0o644)
        #expect(refusal() == .notRegular(.fifo))
    }

    @Test func directoryIsRefused() {
        mkdir(path, 0o755)
        #expect(refusal() == .notRegular(.directory))
    }

    @Test func socketIsRefused() throws {
        let socket = OwnedFD(owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket.rawValue, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        #expect(refusal() == .notRegular(.socket))
    }

    @Test func deviceIsRefused() {
        guard case .refused(.notRegular(.device)) = reader.load("/dev/zero") else {
            Issue.record("a device was read")
            return
        }
    }

    @Test func emptyFileIsRefused() throws {
        try directory.write("", to: "x.yaml")
        #expect(refusal() == .empty)
    }

    @Test func fileAboveTheLimitIsRefusedUnread() throws {
        try directory.write("x", to: "x.yaml")
        truncate(path, Manifest.maximumSize + 1)
        #expect(refusal() == .tooLarge(Manifest.maximumSize + 1))
        truncate(path, Manifest.maximumSize)
        let reader = ManifestReader { bytes in
            Manifest(problems: [ManifestProblem(.error, at: .init(line: bytes.count, column: 1), message: "")])
        }
        guard case .content(let manifest, _) = reader.load(path) else {
            Issue.record("the limit itself is allowed")
            return
        }
        #expect(manifest.problems.first?.mark.line == Manifest.maximumSize)
    }

    @Test func openFileIsLeftToItsWriter() throws {
        try directory.write("x", to: "x.yaml")
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        #expect(refusal() == .beingWritten)
        close(writer)
        #expect(refusal() == nil)
    }

    @Test(.enabled(if: Requirement.root, "needs root to become somebody else"))
    func unreadableFileIsRefusedWithItsErrno() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let path = directory.appending("x.yaml")
            try directory.write("x", to: "x.yaml")
            chmod(path, 0)
            chmod(directory.path, 0o755)
            seteuid(65534)
            let reading = ManifestReader(read: Manifest.read).load(path)
            seteuid(0)
            guard case .refused(.system(SystemError("open", path, .permissionDenied))) = reading else { exit(1) }
        }
    }

    @Test func manyFilesKeepTheirOrder() throws {
        let names = (0..<100).map { "\($0).yaml" }
        for name in names { try directory.write(SampleManifest.secret("n\(name)", "1"), to: name) }
        func load() -> [String] {
            ParallelReading.load(names.map(directory.appending), with: reader).map { reading in
                guard case .content(let manifest, _) = reading else { return "" }
                return manifest.objects.map(\.sample).joined()
            }
        }
        // A child that another test starts in this moment has the file open for writing, until it becomes its program.
        let deadline = Deadline(seconds: 10)
        var read = load()
        while read.contains(""), !deadline.isPast { read = load() }
        #expect(read == names.map { "n\($0)=1" })
    }
}
