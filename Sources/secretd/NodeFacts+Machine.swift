import Glibc
import Projection

extension NodeFacts {
    /// What this machine has now.
    static func ofThisMachine() -> NodeFacts {
        var system = sysinfo()
        let hasSystem = Glibc.sysinfo(&system) == 0
        var root = statvfs()
        let hasRoot = statvfs("/", &root) == 0
        return NodeFacts(
            processors: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            memory: hasSystem ? Int64(system.totalram) * Int64(system.mem_unit) : 0,
            ephemeralStorage: hasRoot ? Int64(root.f_blocks) * Int64(root.f_frsize) : 0
        )
    }
}
