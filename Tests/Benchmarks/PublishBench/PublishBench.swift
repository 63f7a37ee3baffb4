import Glibc
import KubeObjects
import Logging
import Projection
import PublishFloor
import Publishing

/// Times publishes of the real writer against the same system calls from C, in turns within one run, so that a noisy
/// moment of the machine hits both.
///
/// It mounts; run it as root in a mount namespace of its own.
@main
struct PublishBench {
    static let keys = 10
    static let size = 1024
    static let rounds = 2000
    /// The first rounds warm up caches and slabs and do not count.
    static let warmUp = 100

    static func main() throws {
        var template = Array("/tmp/secretd-publish.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw BenchError.system("mkdtemp", errno) }
        let base = template.withUnsafeBufferPointer { String(cString: Array($0)) }
        defer { removeDirectories(base) }
        umask(0)

        let writer = try WriterVolumes(at: "\(base)/writer", keys: keys, size: size)
        let floor = try FloorVolumes(at: "\(base)/floor", keys: keys, size: size)
        var samples = Samples()
        for round in 0..<(warmUp + rounds) {
            let writerAll = try timed { try writer.publishAll(round) }
            let floorAll = try timed { try floor.publishAll(round) }
            let writerOne = try timed { try writer.publishOne(round) }
            let floorOne = try timed { try floor.publishOne(round) }
            guard round >= warmUp else { continue }
            samples.writerAll.append(writerAll)
            samples.floorAll.append(floorAll)
            samples.writerOne.append(writerOne)
            samples.floorOne.append(floorOne)
        }
        print(samples.table(keys: keys, size: size))
    }

    /// Microseconds that `body` takes.
    private static func timed(_ body: () throws -> Void) rethrows -> Double {
        let start = now()
        try body()
        return Double(now() - start) / 1000
    }

    /// CLOCK_MONOTONIC in nanoseconds.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func removeDirectories(_ base: String) {
        for name in ["writer", "floor"] {
            umount2("\(base)/\(name)", Int32(MNT_DETACH))
            rmdir("\(base)/\(name)")
        }
        rmdir(base)
    }
}

enum BenchError: Error {
    /// A call of the benchmark's own failed, with this errno.
    case system(String, Int32)
    /// The writer thought that nothing had changed.
    case unchanged
}
