import Testing

@testable import FusePublishing

private let id = String(repeating: "0123456789abcdef", count: 4)

@Suite struct CgroupPathTests {
    private func path(_ table: String) -> CgroupPath? {
        Array(table.utf8).withUnsafeBytes { CgroupPath(table: $0) }
    }

    @Test(arguments: [
        ("0::/system.slice/nginx.service\n", "/system.slice/nginx.service"),
        ("0::/system.slice/nginx.service (deleted)\n", "/system.slice/nginx.service"),
        ("12:memory:/a\n1:name=systemd:/system.slice/x.service\n", "/system.slice/x.service"),
        ("12:memory:/a\n1:name=systemd:/b\n0::/c\n", "/c"),
        ("1:name=systemd:/system.slice/x.service\n0::/\n", "/system.slice/x.service"),
        ("0::/\n", "/"),
        ("0::/a:b:c.service\n", "/a:b:c.service"),
        ("0::/../other\n", "/../other"),
        ("0::/no-line-break", "/no-line-break"),
    ])
    func theHierarchyThatSystemdUsesCounts(table: String, text: String) {
        #expect(path(table)?.text == text)
    }

    @Test(arguments: ["", "\n", "nonsense\n", "3:cpu:/a\n", "0:cpu:/a\n"])
    func withoutThatHierarchyNothingIsKnown(table: String) {
        #expect(path(table) == nil)
    }

    @Test(arguments: [
        ("/system.slice/nginx.service", "nginx.service"),
        ("/system.slice/nginx.service/.control", "nginx.service"),
        ("/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service"),
        (#"/system.slice/a\x2db.service"#, #"a\x2db.service"#),
        ("/system.slice/_cpu.service", "cpu.service"),
        ("/system.slice/__odd.service", "_odd.service"),
        ("/system.slice/ssh.socket", "ssh.socket"),
        ("/system.slice/home.mount", "home.mount"),
        ("/init.scope", "init.scope"),
        ("/user.slice/user-1000.slice/session-3.scope", "session-3.scope"),
        ("/user.slice/user-1000.slice", "user-1000.slice"),
        ("/system.slice/docker-\(id).scope", "docker-\(id).scope"),
    ])
    func theUnitIsTheOneOfTheSystem(text: String, unit: String) {
        #expect(CgroupPath(text).unit == unit)
    }

    /// A name that somebody has given below a unit of his own never stands alone: it would be a way past any rule.
    @Test(arguments: [
        ("/user.slice/user-1000.slice/user@1000.service/app.slice/nginx.service", "user@1000.service/nginx.service"),
        ("/user.slice/user-1000.slice/user@1000.service/init.scope", "user@1000.service/init.scope"),
        ("/system.slice/docker-\(id).scope/system.slice/nginx.service", "docker-\(id).scope/nginx.service"),
        ("/system.slice/a.service/b.scope/c.service", "a.service/c.service"),
    ])
    func aUnitBelowAnotherOneCarriesItsName(text: String, unit: String) {
        #expect(CgroupPath(text).unit == unit)
    }

    @Test(arguments: ["/", "", "/docker/\(id)", "/.service", "/nginx.services", "/nginx"])
    func otherPathsHaveNoUnit(text: String) {
        #expect(CgroupPath(text).unit == nil)
    }

    @Test(arguments: [
        "/system.slice/docker-\(id).scope", "/docker/\(id)", "/machine.slice/libpod-\(id).scope/container",
        "/system.slice/cri-containerd-\(id).scope", "/kubepods/burstable/pod0-1-2/\(id)",
        "/kubepods.slice/kubepods-pod0_1.slice/crio-\(id).scope", "/system.slice/containerd.service/kubepods:cri:\(id)",
        // A container may call a group what it likes, below its own.
        "/docker/\(id)/\(String(repeating: "f", count: 64))",
    ])
    func theContainerIsFound(text: String) {
        #expect(CgroupPath(text).container == id)
    }

    @Test(arguments: [
        "/", "/docker/\(id.dropLast())", "/docker/0\(id)", "/docker/\(id.uppercased())", "/x\(id)",
        "/machine.slice/libpod-conmon-\(id).scope", "/system.slice/docker.service",
    ])
    func otherPathsHaveNoContainer(text: String) {
        #expect(CgroupPath(text).container == nil)
    }
}
