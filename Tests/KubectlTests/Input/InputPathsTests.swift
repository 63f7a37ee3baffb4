import Glibc
import TestSupport
import Testing

@testable import Kubectl

struct InputPathsTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        for name in ["b.yml", "a.json", "c.yaml", "no.txt"] { try directory.write("", to: name) }
        for name in ["b", "empty"] { mkdir(directory.appending(name), 0o755) }
        try directory.write("", to: "b/x.yaml")
    }

    @Test func directoriesGiveTheirManifestsSorted() throws {
        #expect(try expand([""]) == ["/a.json", "/b.yml", "/c.yaml"])
        #expect(try expand(["/./"]) == ["/a.json", "/b.yml", "/c.yaml"])
    }

    @Test func recursionDescendsInOrder() throws {
        #expect(try expand([""], recursive: true) == ["/a.json", "/b/x.yaml", "/b.yml", "/c.yaml"])
    }

    @Test func namedFilesAreTakenWhateverTheirName() throws {
        #expect(try expand(["/no.txt", "/b.yml"]) == ["/no.txt", "/b.yml"])
    }

    @Test func patternsAreExpanded() throws {
        #expect(try expand(["/*.y*ml"]) == ["/b.yml", "/c.yaml"])
    }

    @Test func linksToDirectoriesAreFollowed() throws {
        symlink(directory.appending("b"), directory.appending("link"))
        #expect(try expand(["/link"]) == ["/link/x.yaml"])
    }

    @Test func allMissingPathsAreNamed() {
        #expect(
            failure(["nofile", "-", "*.nofile"])
                == "the path \"nofile\" does not exist\nthe path \"*.nofile\" does not exist"
        )
        #expect(failure(["nofile"]) == "error: the path \"nofile\" does not exist")
    }

    @Test func aDirectoryWithoutManifestsIsAnErrorWhereNothingElseIsThere() throws {
        let path = directory.appending("empty")
        #expect(failure([path]) == "error: error reading [\(path)]: recognized file extensions are [.json .yaml .yml]")
        #expect(try expand(["/b.yml", "/empty"]) == ["/b.yml"])
    }

    @Test func standardInputCanBeReadOnce() {
        #expect(failure(["-", "-"]) == "error: standard input cannot be used for multiple arguments")
    }

    @Test func addressesAreRefused() {
        #expect(failure(["https://example.com/a.yaml"])?.contains("URLs are not read") == true)
    }

    @Test func nothingIsAnError() {
        #expect(throws: KubectlError("must specify one of -f and -k")) {
            try ObjectInput.read([""], recursive: false, defaultNamespace: "default", isNamespaceExplicit: false)
        }
    }

    private func expand(_ names: [String], recursive: Bool = false) throws -> [String] {
        try InputPaths.expand(names.map { directory.path + $0 }, recursive: recursive).map { path in
            #expect(path.hasPrefix(directory.path))
            return String(path.dropFirst(directory.path.count))
        }
    }

    private func failure(_ paths: [String]) -> String? {
        do throws(KubectlError) {
            _ = try InputPaths.expand(paths, recursive: false)
            return nil
        } catch {
            return error.message
        }
    }
}
