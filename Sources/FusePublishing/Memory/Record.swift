import KubeObjects
import LinuxSystem
import Projection
import Publishing

/// How a generation lies in its extent:
///
///     0   magic, 8 bytes
///     8   state, 4 bytes: the last thing that is written
///     16  length of the extent, 8 bytes
///     24  sequence, 8 bytes
///     32  length of the description, 8 bytes
///     40  the description: target, name, of each file path, mode, owner, times and size, and the gate's group
///         the files' bytes, one after the other
///
/// Numbers are the machine's own: only a process of this machine reads it.
enum Record {
    static let stateOffset = 8
    private static let magic: UInt64 = 0x3130_6474_6572_6365  // "ecretd01"
    private static let headSize = 40

    /// Writes a generation into `arena`. It is `unfinished` when this returns.
    ///
    /// - Parameter files: Of which the content is known.
    static func write(
        _ files: [Generation.File],
        named name: GenerationName,
        for target: VolumeTarget,
        sequence: UInt64,
        to arena: Arena
    ) throws(SystemError) -> Generation {
        let description = describe(files, name, target)
        let total = files.reduce(headSize + description.count) { $0 + $1.live.size }
        let extent = try arena.makeExtent(total)
        let bytes = extent.bytes
        bytes.storeBytes(of: magic, toByteOffset: 0, as: UInt64.self)
        bytes.storeBytes(of: UInt64(bytes.count), toByteOffset: 16, as: UInt64.self)
        bytes.storeBytes(of: sequence, toByteOffset: 24, as: UInt64.self)
        bytes.storeBytes(of: UInt64(description.count), toByteOffset: 32, as: UInt64.self)
        UnsafeMutableRawBufferPointer(rebasing: bytes[headSize...]).copyBytes(from: description)
        var offset = headSize + description.count
        var placed = files
        for index in files.indices {
            let slice = UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + files[index].live.size])
            files[index].live.content?.withBytes { slice.copyMemory(from: $0) }
            placed[index].live.content = SecretBytes(slice, of: extent)
            offset += slice.count
        }
        return Generation(target: target, name: name, sequence: sequence, files: placed, extent: extent)
    }

    /// The generations in `arena` that were finished, in no order. Pages of others are given back.
    static func readAll(in arena: Arena) throws(SystemError) -> [Generation] {
        var found: [Generation] = []
        var position = 0
        for run in try arena.runs() {
            position = max(position, run.lowerBound)
            while position < run.upperBound {
                guard let length = try self.length(at: position, in: arena) else {
                    // A kill came before the head was written.
                    arena.release(Arena.pageSize, at: position)
                    position += Arena.pageSize
                    continue
                }
                let extent = try arena.extent(at: position, length)
                if let generation = read(extent), generation.state != .unfinished { found.append(generation) }
                position += length
            }
        }
        try arena.releaseAll(but: found.map(\.extent))
        return found
    }

    /// The length of the record at `offset`; nil where there is none.
    private static func length(at offset: Int, in arena: Arena) throws(SystemError) -> Int? {
        try arena.withBytes(Arena.pageSize, at: offset) { bytes in
            guard bytes.load(as: UInt64.self) == magic else { return nil }
            let length = Int(truncatingIfNeeded: bytes.load(fromByteOffset: 16, as: UInt64.self))
            return length > 0 && length % Arena.pageSize == 0 ? length : nil
        }
    }

    private static func describe(
        _ files: [Generation.File],
        _ name: GenerationName,
        _ target: VolumeTarget
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.add(target.path)
        writer.add(Int64(target.gate ?? -1))
        writer.add(target.group.map { Int64($0) } ?? -1)
        writer.add(target.mountPoints)
        writer.add(name.entry)
        writer.add(Int64(files.count))
        for file in files {
            writer.add(file.live.path.text)
            for number in [Int64(file.live.mode), Int64(file.live.uid), Int64(file.live.gid), file.modified] {
                writer.add(number)
            }
            writer.add(Int64(file.live.size))
        }
        writer.add(target.gateGroup.map { Int64($0) } ?? -1)
        return writer.bytes
    }

    /// Nil where the extent does not hold what it says: nobody else writes there, so that never happens.
    private static func read(_ extent: Extent) -> Generation? {
        let bytes = extent.bytes
        let size = Int(truncatingIfNeeded: bytes.load(fromByteOffset: 32, as: UInt64.self))
        guard size >= 0, headSize + size <= bytes.count else { return nil }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[headSize..<headSize + size]))
        guard let path = reader.strings(), let gate = reader.number(), let group = reader.number(),
            let mountPoints = reader.strings(), let name = reader.string().flatMap({ GenerationName(entry: $0) }),
            let count = reader.number()
        else { return nil }
        var target = VolumeTarget(path: path, gate: gate < 0 ? nil : Int(gate), mountPoints: mountPoints)
        target.group = group < 0 ? nil : UInt32(truncatingIfNeeded: group)
        var files: [Generation.File] = []
        var offset = headSize + size
        for _ in 0..<count {
            guard let path = reader.string().flatMap({ try? PayloadPath($0) }), let mode = reader.number(),
                let uid = reader.number(), let gid = reader.number(), let modified = reader.number(),
                let size = reader.number().map({ Int($0) }), size >= 0, offset + size <= bytes.count
            else { return nil }
            let slice = UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + size])
            let live = LiveFile(
                path: path,
                content: SecretBytes(slice, of: extent),
                size: size,
                mode: UInt16(truncatingIfNeeded: mode),
                uid: UInt32(truncatingIfNeeded: uid),
                gid: UInt32(truncatingIfNeeded: gid)
            )
            files.append(Generation.File(live: live, modified: modified))
            offset += size
        }
        // Records of older versions end here: their gates are the volumes' groups'.
        let gateGroup = reader.number() ?? group
        target.gateGroup = gate < 0 || gateGroup < 0 ? nil : UInt32(truncatingIfNeeded: gateGroup)
        let sequence = bytes.load(fromByteOffset: 24, as: UInt64.self)
        return Generation(target: target, name: name, sequence: sequence, files: files, extent: extent)
    }
}
