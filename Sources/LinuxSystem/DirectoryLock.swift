import CLinux
import Glibc
import SystemPackage

/// An exclusive lock on a directory, held until the value goes away or the process ends.
///
/// It belongs to the directory's inode: whoever opens the same directory through another mount meets it.
/// Source: man 2 flock.
package struct DirectoryLock: ~Copyable, Sendable {
    /// Why the lock is not ours.
    package enum Failure: Error, Hashable, Sendable {
        /// Somebody holds it; the process where the kernel tells (it does not across pid namespaces).
        case held(by: Int32?)
        case system(SystemError)
    }

    private let directory: Directory

    /// Takes the lock or says at once who has it; never waits.
    package init(_ directory: borrowing Directory) throws(Failure) {
        self.directory = try Self.lock(directory)
    }

    private static func lock(_ directory: borrowing Directory) throws(Failure) -> Directory {
        do throws(SystemError) {
            // A descriptor of its own: the lock lives as long as this open file does, not the caller's.
            let own = try directory.open(".")
            while flock(own.rawValue, LOCK_EX | LOCK_NB) != 0 {
                guard Glibc.errno == EINTR else { throw .last("flock", ".") }
            }
            return own
        } catch  where error.errno == .wouldBlock {
            throw .held(by: holder(of: directory))
        } catch {
            throw .system(error)
        }
    }

    private static func holder(of directory: borrowing Directory) -> Int32? {
        guard let status = try? directory.status(), let table = try? ProcFile.read("/proc/locks") else { return nil }
        return holder(device: status.device, inode: status.inode, table: table)
    }

    /// The process that holds a whole-file lock on an inode, from the text of `/proc/locks`.
    ///
    /// A line is `1: FLOCK  ADVISORY  WRITE 1234 00:2f:5 0 EOF`, the device in hexadecimal. Source: man 5 proc_locks.
    static func holder(device: UInt64, inode: UInt64, table: String) -> Int32? {
        let major = String(gnu_dev_major(UInt(device)), radix: 16)
        let minor = String(gnu_dev_minor(UInt(device)), radix: 16)
        for line in table.split(separator: "\n") {
            // A waiter's line has an arrow after its number.
            let fields = line.split(separator: " ")
            guard fields.count >= 6, fields[1] == "FLOCK" else { continue }
            let place = fields[5].split(separator: ":")
            guard place.count == 3, place[2] == "\(inode)" else { continue }
            guard place[0].drop(while: { $0 == "0" }) == major.drop(while: { $0 == "0" }) else { continue }
            guard place[1].drop(while: { $0 == "0" }) == minor.drop(while: { $0 == "0" }) else { continue }
            // 0 and -1 stand for a process that this pid namespace does not show.
            return Int32(fields[4]).flatMap { $0 > 0 ? $0 : nil }
        }
        return nil
    }
}
