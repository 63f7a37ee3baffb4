import Glibc
import Projection

extension NodeFacts {
    /// What this machine has now.
    static func ofThisMachine() -> NodeFacts {
        var root = statvfs()
        let hasRoot = statvfs("/", &root) == 0
        return NodeFacts(
            processors: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            memory: Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))),
            ephemeralStorage: hasRoot ? Int64(root.f_blocks) * Int64(root.f_frsize) : 0
        )
    }
}
