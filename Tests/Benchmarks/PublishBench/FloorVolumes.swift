import Glibc
import PublishFloor

/// The same two volumes as `WriterVolumes`, kept by the system calls alone.
struct FloorVolumes {
    private let all: Int32
    private let one: Int32
    private let contents: [[UInt8]]
    private let keys: Int32

    init(at path: String, keys: Int, size: Int) throws {
        guard mkdir(path, 0o755) == 0 else { throw BenchError.system("mkdir", errno) }
        let error = floor_mount(path)
        guard error == 0 else { throw BenchError.system("mount", error) }
        all = try Self.open("all", in: path)
        one = try Self.open("one", in: path)
        contents = [[UInt8](repeating: 97, count: size), [UInt8](repeating: 98, count: size)]
        self.keys = Int32(keys)
    }

    func publishAll(_ round: Int) throws { try publish(round, changed: keys, to: all) }

    func publishOne(_ round: Int) throws { try publish(round, changed: round == 0 ? keys : 1, to: one) }

    private func publish(_ round: Int, changed: Int32, to root: Int32) throws {
        let content = contents[round % 2]
        let error = floor_publish(root, Int32(round), content, content.count, keys, changed)
        guard error == 0 else { throw BenchError.system("publish", error) }
    }

    private static func open(_ name: String, in path: String) throws -> Int32 {
        let root = floor_open(path, name)
        guard root >= 0 else { throw BenchError.system("open", -root) }
        return root
    }
}
