import Glibc
import LinuxSystem
import Testing

@Suite
struct EventDescriptorTests {
    @Test func ringsCountAsOneUntilTheyAreTakenBack() throws {
        let bell = try EventDescriptor()
        #expect(try Poll.readable([bell.rawValue], timeout: .zero) == [false])
        bell.ring()
        bell.ring()
        #expect(try Poll.readable([bell.rawValue], timeout: nil) == [true])
        let (first, second) = (bell.clear(), bell.clear())
        #expect(first && !second)
        #expect(try Poll.readable([bell.rawValue], timeout: .zero) == [false])
    }

    @Test func pollTellsWhichOneRings() throws {
        let silent = try EventDescriptor()
        let ringing = try EventDescriptor()
        ringing.ring()
        #expect(try Poll.readable([silent.rawValue, ringing.rawValue], timeout: nil) == [false, true])
    }

    @Test func pollEndsWhenItsTimeIsOver() throws {
        let bell = try EventDescriptor()
        let start = ContinuousClock.now
        #expect(try Poll.readable([bell.rawValue], timeout: .microseconds(1500)) == [false])
        #expect(ContinuousClock.now - start >= .milliseconds(1.5))
    }

    @Test func ringFromAnotherThreadEndsAWait() async throws {
        let bell = try EventDescriptor()
        let number = bell.rawValue
        async let ready = Poll.readable([number], timeout: .seconds(60))
        bell.ring()
        #expect(try await ready == [true])
    }

    @Test func childProcessesDoNotInheritIt() throws {
        let bell = try EventDescriptor()
        #expect(fcntl(bell.rawValue, F_GETFD) & FD_CLOEXEC != 0)
    }
}
