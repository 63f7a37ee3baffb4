import Glibc

/// A user of this machine, with all its groups.
struct HookUser: Hashable, Sendable {
    var uid: UInt32
    var gid: UInt32
    var groups: [UInt32]
    var home: String

    /// Source: man 3 getpwnam_r, man 3 getgrouplist. May ask the network, where the machine's user database does.
    ///
    /// - Parameter name: Nil for the user whose rights this process has.
    init(_ name: String?) throws(ActionFailure) {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 65536)
        let code =
            if let name {
                getpwnam_r(name, &entry, &buffer, buffer.count, &found)
            } else {
                getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found)
            }
        guard code == 0, found != nil else {
            guard name != nil else {
                self.init(uid: geteuid(), gid: getegid(), groups: [], home: "/")
                return
            }
            throw ActionFailure("user \(name ?? ""): there is none")
        }
        self.init(
            uid: entry.pw_uid,
            gid: entry.pw_gid,
            groups: Self.groups(of: entry.pw_name, entry.pw_gid),
            home: entry.pw_dir.map { String(cString: $0) } ?? "/"
        )
    }

    private init(uid: UInt32, gid: UInt32, groups: [UInt32], home: String) {
        self.uid = uid
        self.gid = gid
        self.groups = groups
        self.home = home
    }

    private static func groups(of name: UnsafeMutablePointer<CChar>?, _ gid: UInt32) -> [UInt32] {
        guard let name else { return [gid] }
        var count: Int32 = 64
        while true {
            var groups = [UInt32](repeating: 0, count: Int(count))
            let room = count
            if getgrouplist(name, gid, &groups, &count) >= 0 { return Array(groups.prefix(Int(count))) }
            // Without a larger count there is no telling how many there are.
            guard count > room else { return [gid] }
        }
    }
}
