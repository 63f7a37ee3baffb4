import LinuxSystem
import SystemPackage
import Testing

@testable import Publishing

@Suite
struct PublishErrorTests {
    @Test(arguments: [
        (PublishError.system(SystemError("openat", "v/tls.crt", .noSpace)), true),
        (.system(SystemError("write", "v/tls.crt", .ioError)), true),
        (.system(SystemError("openat", "v", .tooManyOpenFiles)), true),
        (.system(SystemError("openat", "v", .noMemory)), true),
        (.system(SystemError("mkdirat", "v", .readOnlyFileSystem)), true),
        (.system(SystemError("fchown", "v", .notPermitted)), true),
        (.system(SystemError("openat", "v", Errno(rawValue: 4095))), true),
        (.system(SystemError("openat", "v", .invalidArgument)), false),
        (.system(SystemError("openat", "v", .fileNameTooLong)), false),
        (.overLimit(target: "v", needed: 2, limit: 1), false),
        (.noSpace(target: "v", neededBytes: 2, freeBytes: 1, neededInodes: 1, freeInodes: 1), true),
        (.occupied(path: "v", found: "a file"), true),
        (.onDisk(path: "v", filesystem: "ext4"), false),
        (.inUse(path: "v", pid: 1), false),
    ]) func saysWhetherARetryMayHelp(_ error: PublishError, _ isTransient: Bool) {
        #expect(error.isTransient == isTransient)
    }

    @Test(arguments: [
        (PublishError.system(SystemError("openat", "v/tls.crt", .noSpace)), ["openat", "v/tls.crt", "No space"]),
        (.overLimit(target: "d/w/v", needed: 8192, limit: 4096), ["d/w/v", "8192", "4096"]),
        (
            .noSpace(target: "d/w/v", neededBytes: 8192, freeBytes: 4096, neededInodes: 7, freeInodes: 5),
            ["d/w/v", "8192", "4096", "7", "5"]
        ),
        (.occupied(path: "/run/v", found: "a file"), ["/run/v", "a file", "move it away"]),
        (.onDisk(path: "/run/v", filesystem: "ext4"), ["/run/v", "ext4", "--allow-disk", "plaintext"]),
        (.inUse(path: "/run/v", pid: 42), ["/run/v", "pid 42"]),
        (.inUse(path: "/run/v", pid: nil), ["/run/v"]),
    ]) func saysWhatHappenedWhereAndWhatToDo(_ error: PublishError, _ words: [String]) {
        for word in words { #expect("\(error)".contains(word), "\(error)") }
    }

    @Test func completesRelativePaths() {
        let failure = SystemError("openat", "tls.crt", .ioError)
        #expect(PublishError.system(failure).within("/v") == .system(SystemError("openat", "/v/tls.crt", .ioError)))
        let own = SystemError("fstat", ".", .ioError)
        #expect(PublishError.system(own).within("/v") == .system(SystemError("fstat", "/v", .ioError)))
        #expect(PublishError.occupied(path: "a", found: "x").within("/v") == .occupied(path: "/v/a", found: "x"))
        #expect(PublishError.inUse(path: "/v", pid: 1).within("/x") == .inUse(path: "/v", pid: 1))
    }
}
