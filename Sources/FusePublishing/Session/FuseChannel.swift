import CFuse3
import Glibc

/// How libfuse reads requests and writes answers: straight from and to the descriptor, but for two messages of the
/// connection's beginning.
enum FuseChannel {
    static var functions: fuse_custom_io {
        var io = fuse_custom_io()
        io.read = { device, buffer, count, _ in Glibc.read(device, buffer, count) }
        io.writev = { device, parts, count, server in FuseChannel.write(device, parts, count, server) }
        return io
    }

    private static func write(
        _ device: Int32,
        _ parts: UnsafeMutablePointer<iovec>?,
        _ count: Int32,
        _ server: UnsafeMutableRawPointer?
    ) -> Int {
        guard let parts, let server else { return Glibc.writev(device, parts, count) }
        // The first answer of a connection is the one to the kernel's greeting.
        let isFirst = Unmanaged<FuseServer>.fromOpaque(server).takeUnretainedValue().takesFirstAnswer()
        guard isFirst, count == 2, let head = parts[0].iov_base?.assumingMemoryBound(to: fuse_out_header.self) else {
            return Glibc.writev(device, parts, count)
        }
        // The answer to our own greeting is for nobody.
        if head.pointee.unique == Greeting.unique { return Int(head.pointee.len) }
        if head.pointee.error == 0, parts[1].iov_len == MemoryLayout<fuse_init_out>.size,
            let answer = parts[1].iov_base?.assumingMemoryBound(to: fuse_init_out.self)
        {
            allowSharedMappings(&answer.pointee)
        }
        return Glibc.writev(device, parts, count)
    }

    /// Lets files that are read without the page cache be mapped MAP_SHARED, as many programs map what they only read.
    /// A second word of flags has that, for which this libfuse has no name. Linux 6.6; older ones ignore it.
    /// Source: linux/fuse.h FUSE_INIT_EXT, FUSE_DIRECT_IO_ALLOW_MMAP.
    private static func allowSharedMappings(_ answer: inout fuse_init_out) {
        answer.flags |= 1 << 30
        answer.flags2 |= 1 << (36 - 32)
    }

    /// FUSE_INIT as the kernel would send it. Source: linux/fuse.h fuse_in_header, fuse_init_in.
    struct Greeting {
        /// No request of the kernel's has this number.
        static let unique: UInt64 = 0x7fff_ffff_ffff_fff0

        var header = fuse_in_header()
        var body = fuse_init_in()

        init() {
            header.len = UInt32(MemoryLayout<Greeting>.size)
            header.opcode = UInt32(FUSE_INIT.rawValue)
            header.unique = Self.unique
            body.major = UInt32(FUSE_KERNEL_VERSION)
            body.minor = UInt32(FUSE_KERNEL_MINOR_VERSION)
            body.max_readahead = 128 << 10
            // Everything that has a name up to FUSE_MAX_PAGES: libfuse only looks at what it wants.
            body.flags = 1 << 23 - 1
        }
    }
}
