import Glibc
import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

struct DataSourcesTests {
    private let files: DraftFiles

    init() throws {
        files = try DraftFiles()
    }

    private func keys(of sources: DataSources) throws -> [String] {
        var data = DraftData(of: .secret)
        try sources.read(into: &data)
        return data.values.keys.sorted()
    }

    @Test func directoryGivesItsRegularFilesOnly() throws {
        let path = files.directory.appending("d")
        #expect(mkdir(path, 0o755) == 0 && mkdir("\(path)/sub", 0o755) == 0 && mkfifo("\(path)/fifo", 0o644) == 0)
        #expect(symlink("a", "\(path)/link") == 0)
        for name in ["a", ".b", "..c"].prefix(2) { try writeFile(name, to: "\(path)/\(name)") }
        #expect(try keys(of: DataSources(files: [path])) == [".b", "a"])
        #expect(try keys(of: DataSources(files: ["\(path)/"])) == [".b", "a"])
        // A link that is named itself is followed.
        #expect(try keys(of: DataSources(files: ["\(path)/link"])) == ["link"])

        try writeFile("", to: "\(path)/a b")
        #expect(throws: KubectlError("\"a b\" is not valid key name for a Secret \(RuleTexts.dataKey)")) {
            try keys(of: DataSources(files: [path]))
        }
    }

    @Test func environmentFileIsNoDirectory() {
        #expect(throws: KubectlError("env secret file cannot be a directory")) {
            try keys(of: DataSources(environmentFiles: [files.directory.path]))
        }
        #expect(throws: KubectlError("error reading none: no such file or directory")) {
            try keys(of: DataSources(environmentFiles: ["none"]))
        }
    }

    @Test func environmentFilesAddUp() throws {
        let paths = ["@/literal.env", "@/more.env", "@/bom.env"].map(files.resolved)
        #expect(try keys(of: DataSources(environmentFiles: paths)) == ["a", "b", "key1", "key2", "key3"])
    }

    @Test func namedPipeIsReadToItsEnd() throws {
        let path = files.directory.appending("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        // Larger than a pipe holds, so that the writer lives as long as the reader reads.
        let size = 300_000
        let writer = try ChildProcess("/bin/sh", ["-c", "head -c \(size) /dev/zero > \(path)"])
        var data = DraftData(of: .secret)
        try DataSources(files: ["k=\(path)"]).read(into: &data)
        #expect(data.values["k"]?.count == size)
        #expect(try writer.wait() == 0)
    }

    @Test func fileOfTheKernelWithoutASizeIsReadWhole() throws {
        var data = DraftData(of: .secret)
        try DataSources(files: ["k=/proc/self/status"]).read(into: &data)
        #expect((data.values["k"]?.count ?? 0) > 100)
    }

    @Test func whatNeverEndsIsRefused() {
        #expect(throws: KubectlError("read /dev/zero: file too large")) {
            try keys(of: DataSources(files: ["k=/dev/zero"]))
        }
    }
}
