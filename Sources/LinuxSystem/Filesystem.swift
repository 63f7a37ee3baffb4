package import CLinux

/// A kind of filesystem and how much room one of it has. Source: man 2 statfs.
package struct Filesystem: Hashable, Sendable {
    /// The `f_type` number.
    package var magic: UInt32
    /// In bytes; nil where the filesystem has no limit.
    package var totalBytes: Int?
    /// In bytes, for this process; nil where the filesystem has no limit.
    package var freeBytes: Int?
    /// Nil where the filesystem has no limit.
    package var freeInodes: Int?

    package init(magic: UInt32, totalBytes: Int? = nil, freeBytes: Int? = nil, freeInodes: Int? = nil) {
        self.magic = magic
        self.totalBytes = totalBytes
        self.freeBytes = freeBytes
        self.freeInodes = freeInodes
    }

    package init(_ raw: statfs) {
        magic = UInt32(truncatingIfNeeded: raw.f_type)
        totalBytes = raw.f_blocks == 0 ? nil : Self.bytes(UInt64(raw.f_blocks), UInt64(raw.f_bsize))
        freeBytes = raw.f_blocks == 0 ? nil : Self.bytes(UInt64(raw.f_bavail), UInt64(raw.f_bsize))
        freeInodes = raw.f_files == 0 ? nil : Int(clamping: raw.f_ffree)
    }

    private static func bytes(_ blocks: UInt64, _ blockSize: UInt64) -> Int {
        let (bytes, overflow) = blocks.multipliedReportingOverflow(by: blockSize)
        return overflow ? Int.max : Int(clamping: bytes)
    }

    package static let tmpfs: UInt32 = 0x0102_1994
    package static let ramfs: UInt32 = 0x8584_58f6

    /// Whether files live in memory only. A tmpfs may still be swapped unless it was mounted with `noswap`.
    package var isMemory: Bool { magic == Self.tmpfs || magic == Self.ramfs }

    /// What people call it, for example `ext4` or `tmpfs`; an unknown one by its number. Source: linux/magic.h.
    package var name: String {
        switch magic {
        case Self.tmpfs: "tmpfs"
        case Self.ramfs: "ramfs"
        case 0xef53: "ext4"
        case 0x5846_5342: "xfs"
        case 0x9123_683e: "btrfs"
        case 0x2fc1_2fc1: "zfs"
        case 0xf2f5_2010: "f2fs"
        case 0x794c_7630: "overlayfs"
        case 0x6969: "nfs"
        case 0xff53_4d42, 0xfe53_4d42: "cifs"
        case 0x6573_5546: "fuse"
        case 0x7371_7368: "squashfs"
        case 0x0102_1997: "9p"
        case 0x4d44: "vfat"
        case 0x9fa0: "proc"
        case 0x6265_6572: "sysfs"
        default: "filesystem 0x" + String(magic, radix: 16)
        }
    }
}
