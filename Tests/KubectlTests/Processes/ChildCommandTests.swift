import Kubectl
import TestSupport
import Testing

struct ChildCommandTests {
    @Test(arguments: [("exit 0", Int32(0)), ("exit 3", 3), ("kill -TERM $$", 143)])
    func endsWithTheProgramsExitCode(script: String, code: Int32) throws {
        #expect(try ChildCommand.run(["sh", "-c", script]) == code)
    }

    @Test func argumentsArriveAsTheyAre() throws {
        let directory = try TemporaryDirectory()
        let path = directory.appending("a b'c\"$d")
        #expect(try ChildCommand.run(["touch", path]) == 0)
        #expect(try ChildCommand.run(["test", "-f", path]) == 0)
    }

    @Test func aProgramThatIsNotThereIsNamed() {
        #expect(throws: KubectlError("failed to run \"no-such-program\": executable file not found in $PATH")) {
            try ChildCommand.run(["no-such-program", "x"])
        }
    }

    @Test func nothingCannotBeRun() {
        #expect(throws: KubectlError("no program to run")) { try ChildCommand.run([]) }
    }
}
