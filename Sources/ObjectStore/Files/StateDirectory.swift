import Glibc
package import LinuxSystem
import SystemPackage

/// The directory that holds the store and its keys: 0700, one process at a time.
package struct StateDirectory: ~Copyable, Sendable {
    static let databaseName = "store.db"

    package let path: String
    package let directory: Directory
    private let lock: DirectoryLock

    /// Opens the directory, makes it where it is missing, takes other users' rights away, and locks it.
    ///
    /// - Throws: `StoreError.inUse` where another process has it, and `.system`.
    package init(_ path: String) throws(StoreError) {
        let directory = try Self.open(path)
        let lock = try Self.lock(directory, path)
        self.path = path
        self.directory = directory
        self.lock = lock
    }

    private static func open(_ path: String) throws(StoreError) -> Directory {
        var made = ""
        for component in path.split(separator: "/") {
            made += made.isEmpty && path.first != "/" ? component : "/\(component)"
            // What is there stays as it is, and what cannot be made shows when it is opened.
            _ = mkdir(made, 0o700)
        }
        do throws(SystemError) {
            let directory = try Directory(opening: path)
            let status = try directory.status()
            if status.uid == geteuid() {
                if status.mode & 0o077 != 0 { try directory.changeMode(0o700, subject: path) }
                return directory
            }
        } catch {
            throw .system(error)
        }
        // Whoever owns it can read and exchange every key in it.
        throw .notAStore(path: path, why: "belongs to another user, who could read and exchange every key in it")
    }

    private static func lock(_ directory: borrowing Directory, _ path: String) throws(StoreError) -> DirectoryLock {
        do throws(DirectoryLock.Failure) {
            return try DirectoryLock(directory)
        } catch {
            switch error {
            case .held(let pid): throw .inUse(path: path, by: pid)
            case .system(let error): throw .system(error)
            }
        }
    }

    var databasePath: String { "\(path)/\(Self.databaseName)" }

    /// Makes the database's file where it is missing, 0600; SQLite gives its other files the same mode.
    func createDatabaseFile() throws(StoreError) {
        do throws(SystemError) {
            _ = try directory.create(Self.databaseName, mode: 0o600)
        } catch let error where error.errno == .fileExists {
            // As it is at every start but the first.
        } catch {
            throw .system(error)
        }
    }
}
