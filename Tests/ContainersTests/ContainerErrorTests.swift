import LinuxSystem
import SystemPackage
import Testing

@testable import Containers

struct ContainerErrorTests {
    @Test func carriesTheCall() {
        #expect(ContainerError.system(SystemError("a", "b", .ioError)) != .system(SystemError("c", "b", .ioError)))
    }
}
