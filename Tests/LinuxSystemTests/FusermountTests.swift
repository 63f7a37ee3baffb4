import Glibc
import TestSupport
import Testing

@testable import LinuxSystem

/// In processes of their own, because PATH is the whole process's.
@Suite struct FusermountTests {
    @Test func withoutTheProgramItSaysSo() async {
        await #expect(processExitsWith: .success) {
            setenv("PATH", "/nonexistent", 1)
            #expect(throws: Fusermount.Failure.missing) { _ = try Fusermount.mount(on: "/nonexistent").rawValue }
            #expect(throws: Fusermount.Failure.missing) { try Fusermount.unmount("/nonexistent") }
        }
    }

    /// A program of the test's own in place of `fusermount3`.
    private static func stand(in directory: TemporaryDirectory, _ script: String) throws {
        try directory.write("#!/bin/sh\n\(script)\n", to: "fusermount3")
        chmod(directory.appending("fusermount3"), 0o755)
        setenv("PATH", "\(directory.path):/usr/bin:/bin", 1)
    }

    @Test func whatTheProgramSaysIsPassedOn() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            try Self.stand(in: directory, "echo noise >&2; echo 'fusermount3: no access to /x' >&2; exit 1")
            #expect(throws: Fusermount.Failure.refused("no access to /x")) { try Fusermount.unmount("/x") }
            try Self.stand(in: directory, "exit 3")
            #expect(throws: Fusermount.Failure.self) { try Fusermount.unmount("/x") }
            // A program that says it is done and has sent nothing.
            try Self.stand(in: directory, "exit 0")
            #expect(throws: Fusermount.Failure.self) { _ = try Fusermount.mount(on: "/x").rawValue }
            try Fusermount.unmount("/x")
        }
    }

    @Test func itIsCalledWithThePathAndItsSocketAlone() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let out = directory.appending("out")
            try Self.stand(in: directory, "(echo \"$@\"; env | sort; ls /proc/self/fd) > \(out); exit 1")
            setenv("SECRET", "value", 1)
            _ = try? Fusermount.mount(on: "/-odd path").rawValue
            let bytes = try ProcFile.read(out)
            #expect(bytes.contains("-- /-odd path\n") && bytes.contains("_FUSE_COMMFD=4"))
            #expect(!bytes.contains("SECRET"))
        }
    }
}
