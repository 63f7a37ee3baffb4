/// An outside source of objects: a manifest directory, a store, an API server.
///
/// A feed knows objects and nothing of volumes. A feed that loses its origin, or meets a broken file, says so with
/// `degraded` and keeps its last state: an outage is never an empty `replaced`.
package protocol ObjectFeed: Sendable {
    /// What logs and status call it, for example `manifests /etc/secretd/manifests`.
    var name: String { get }

    /// The feed's events. Called once. The feed stops when the stream's consumer does.
    ///
    /// The first state comes as `replaced`. Where it is not whole, because a part of the origin was refused or is out of
    /// reach, `degraded` comes before it: what a whole state does not name is gone, and its files are removed.
    func events() -> AsyncStream<FeedEvent>
}

/// What a feed tells.
package enum FeedEvent: Sendable {
    /// The feed's state. What it does not name is gone, unless `degraded` told of an error that still stands: then a part
    /// of the origin is not in here, and another `replaced` comes when all is well.
    case replaced([KubeObject])
    /// One step of the origin, for example one saved file: all of it takes effect together.
    case changed(applied: [KubeObject], deleted: [ObjectKey])
    /// Everything that is wrong with the origin now; empty when all is well again. The objects stay as they were.
    case degraded([FeedProblem])
}

/// Something wrong at a feed's origin.
package struct FeedProblem: Hashable, Sendable {
    package enum Severity: Hashable, Sendable {
        /// Part of the origin was refused; its last good state is served, or none if there was none.
        case error
        /// Everything is served; somebody should look all the same.
        case warning
    }

    package var severity: Severity
    /// Where: `pod.yaml:12:7`, or a directory, or an address.
    package var origin: String
    /// What, with no secret byte.
    package var message: String

    package init(_ severity: Severity, origin: String, message: String) {
        self.severity = severity
        self.origin = origin
        self.message = message
    }
}

extension FeedProblem: CustomStringConvertible {
    package var description: String { "\(origin): \(message)" }
}
