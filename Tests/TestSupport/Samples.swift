package import Logging
package import Publishing

extension Logger {
    /// For tests that do not look at the log.
    package static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension VolumeTarget {
    package static let web = VolumeTarget(namespace: "default", pod: "web", volume: "tls", group: nil)

    package static func web(group: UInt32?, mountPoints: [String] = []) -> VolumeTarget {
        VolumeTarget(namespace: "default", pod: "web", volume: "tls", group: group, mountPoints: mountPoints)
    }
}
