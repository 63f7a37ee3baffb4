import Glibc
import KubeObjects
import Kubectl
import TestSupport
import Testing

struct DiffProgramTests {
    @Test(arguments: [
        (nil, ["diff", "-u", "-N"]), ("", ["diff", "-u", "-N"]), ("colordiff", ["colordiff"]),
        ("diff -y --width=200", ["diff", "-y", "--width=200"]), ("diff -u ;rm ../x *", ["diff", "-u"]),
    ])
    func onlyPlainOptionsAreTaken(external: String?, arguments: [String]) {
        #expect(DiffProgram.arguments(external: external) == arguments)
    }

    @Test func directoriesAreForThisUserAloneAndGo() throws {
        let place = try TemporaryDirectory()
        let directories = try DiffDirectories(in: place.path)
        try directories.write(live: nil, merged: ["a": "b"], as: "v1.Secret.default.x")
        for path in [directories.live, directories.merged] {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o700)
        }
        directories.remove()
        for path in [directories.live, directories.merged] { #expect(access(path, F_OK) != 0) }
    }

    @Test func theProgramsExitCodeSaysWhetherTheyDiffer() throws {
        let place = try TemporaryDirectory()
        let directories = try DiffDirectories(in: place.path)
        try directories.write(live: ["a": "b"], merged: ["a": "b"], as: "x")
        #expect(try !DiffProgram.compare(directories, external: "diff -q"))
        try directories.write(live: ["a": "b"], merged: ["a": "c"], as: "x")
        // Without a word on the tests' output.
        #expect(try DiffProgram.compare(directories, external: "false"))
    }

    @Test func aProgramThatCannotCompareIsAnError() throws {
        let place = try TemporaryDirectory()
        let directories = try DiffDirectories(in: place.path)
        defer { directories.remove() }
        let words = "failed to run \"no-such-diff\": executable file not found in $PATH"
        #expect(throws: KubectlError(words, code: 2)) {
            try DiffProgram.compare(directories, external: "no-such-diff")
        }
    }
}
