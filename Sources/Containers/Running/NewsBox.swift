package import LinuxSystem
import Synchronization

/// News on their way from the threads that hear of them to the one that acts.
package final class NewsBox: Sendable {
    private let news = Mutex<[ContainerNews]>([])
    private let bell: EventDescriptor

    /// - Throws: `eventfd`.
    package init() throws(SystemError) {
        bell = try EventDescriptor()
    }

    package func put(_ item: ContainerNews) {
        news.withLock { $0.append(item) }
        bell.ring()
    }

    /// Readable when there are news.
    var rawValue: Int32 { bell.rawValue }

    func takeAll() -> [ContainerNews] {
        bell.clear()
        return news.withLock { news in
            defer { news = [] }
            return news
        }
    }
}
