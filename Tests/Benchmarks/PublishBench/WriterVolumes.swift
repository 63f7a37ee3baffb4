import KubeObjects
import Logging
import Projection
import Publishing

/// Two volumes that the real writer keeps: one whose files all change each time, one where a single file does.
struct WriterVolumes {
    private let tree: TmpfsTree
    private let all = VolumeTarget(namespace: "default", pod: "all", volume: "v", group: nil)
    private let one = VolumeTarget(namespace: "default", pod: "one", volume: "v", group: nil)
    /// Two payloads each, to go back and forth between.
    private let allPayloads: [Payload]
    private let onePayloads: [Payload]

    init(at path: String, keys: Int, size: Int) throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        tree = try TmpfsTree.open(TreeOptions(path: path), logger: logger)
        allPayloads = try (0..<2).map { try Self.payload(keys: keys, size: size, changed: keys, version: $0) }
        onePayloads = try (0..<2).map { try Self.payload(keys: keys, size: size, changed: 1, version: $0) }
    }

    func publishAll(_ round: Int) throws { try publish(allPayloads[round % 2], to: all) }

    func publishOne(_ round: Int) throws { try publish(onePayloads[round % 2], to: one) }

    private func publish(_ payload: Payload, to target: VolumeTarget) throws {
        guard try tree.publish(payload, to: target).changed else { throw BenchError.unchanged }
    }

    /// The first `changed` files hold `version`, the others are the same in every version.
    private static func payload(keys: Int, size: Int, changed: Int, version: Int) throws -> Payload {
        let files = try (0..<keys).map { index in
            let byte = UInt8(truncatingIfNeeded: index < changed ? 97 + version : 48 + index)
            let content = SecretBytes(capacity: size) { buffer in
                buffer.initializeMemory(as: UInt8.self, repeating: byte)
                return size
            }
            return PayloadFile(path: try PayloadPath("key\(index)"), content: content, mode: 0o644)
        }
        return Payload(files: files)
    }
}
