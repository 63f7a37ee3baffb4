import LinuxSystem
import Publishing

/// Everything that a tree is opened with.
struct FuseFoundation: ~Copyable {
    var path: String
    var arena: Arena
    var server: FuseServer
    var session: FuseSession
    var helper: EventsHelper
    var manager: ServiceManager?
    var identity: Place.Identity
    var madeDirectories: [String]
    var books: FuseTree.Books
    private var lock: DirectoryLock?

    init(
        path: String,
        arena: Arena,
        server: FuseServer,
        session: FuseSession,
        helper: EventsHelper,
        manager: ServiceManager?,
        identity: Place.Identity,
        madeDirectories: [String],
        books: FuseTree.Books,
        lock: consuming DirectoryLock?
    ) {
        self.path = path
        self.arena = arena
        self.server = server
        self.session = session
        self.helper = helper
        self.manager = manager
        self.identity = identity
        self.madeDirectories = madeDirectories
        self.books = books
        self.lock = lock
    }

    consuming func takeLock() -> DirectoryLock? { lock.take() }
}
