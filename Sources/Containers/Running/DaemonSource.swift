import CLinux
import Glibc
package import KubeObjects
package import LinuxSystem
import Synchronization
import SystemPackage

/// Has a container's volumes from the daemon, over a socket: one connection, again when it ends.
package final class DaemonSource: ContainerSource {
    private let path: String
    private let request: ExecRequest
    private let box: NewsBox
    private let decode: @Sendable (ExecReady) -> (Pod, Container)?
    /// Rung to have a new connection at once.
    private let bell: EventDescriptor
    private let connection = Mutex<Int32?>(nil)

    /// - Parameters:
    ///   - path: The daemon's socket.
    ///   - decode: Reads the Pod's document and finds the container.
    /// - Throws: `eventfd`.
    package init(
        path: String,
        request: ExecRequest,
        box: NewsBox,
        decode: @escaping @Sendable (ExecReady) -> (Pod, Container)?
    ) throws(SystemError) {
        self.path = path
        self.request = request
        self.box = box
        self.decode = decode
        bell = try EventDescriptor()
    }

    package func renew() {
        bell.ring()
        connection.withLock { descriptor in
            if let descriptor { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Connects, and again, for as long as the process lives. Blocks: on a thread of its own.
    package func run() {
        var progress = Progress()
        var delay = 1
        while true {
            bell.clear()
            do throws(FrameError) {
                let wasReady = progress.isReady
                if try talk(&progress) { delay = 1 }
                if progress.isOver { return }
                if !wasReady, !progress.isReady {
                    box.put(.waiting("the daemon at \(path), which has closed the connection"))
                }
            } catch {
                if progress.isReady {
                    if !progress.isLost { box.put(.remark("the daemon is gone (\(error)); the command goes on")) }
                    progress.isLost = true
                } else if case .system(let error) = error, error.errno == .permissionDenied {
                    box.put(.refused("\(error)"))
                    return
                } else {
                    box.put(.waiting("the daemon: \(error)"))
                }
            }
            // A renewal wants its connection at once.
            if (try? Poll.readable([bell.rawValue], timeout: .seconds(progress.isReady ? delay : 1)))?.first != true {
                delay = min(delay * 2, 30)
            }
        }
    }

    /// What is known over all connections.
    private struct Progress {
        var isReady = false
        var isLost = false
        var isOver = false
        /// The mounts of the first connection: the command's own.
        var mounts: [(name: String, mount: Frame.Descriptor)] = []
        /// What `..data` leads to in each.
        var generations: [String: [UInt8]] = [:]

        /// The volumes with another generation than when last asked.
        mutating func news() -> [String] {
            var changed: [String] = []
            for (name, mount) in mounts {
                var buffer = [CChar](repeating: 0, count: 256)
                let count = clinux_read_link(mount.rawValue, "..data", &buffer, buffer.count)
                let now = count > 0 ? buffer[..<count].map { UInt8(bitPattern: $0) } : []
                if let before = generations[name], before != now { changed.append(name) }
                generations[name] = now
            }
            return changed
        }
    }

    /// One connection, until it ends. Whether it got as far as `ready`.
    private func talk(_ progress: inout Progress) throws(FrameError) -> Bool {
        let channel = try connected()
        connection.withLock { $0 = channel.rawValue }
        defer { connection.withLock { $0 = nil } }
        try channel.send(request.json)
        var wasReady = false
        while let frame = try received(channel) {
            guard let message = frame.json.flatMap({ ExecMessage($0) }) else {
                throw .system(SystemError("the daemon's answer", "", Errno(rawValue: EPROTO)))
            }
            switch message {
            case .waiting(let text):
                box.put(.waiting(text))
            case .refused(let text):
                box.put(.refused(text))
                progress.isOver = !progress.isReady
                return false
            case .changed(let change):
                _ = progress.news()
                box.put(.changed(change))
            case .ready(let ready):
                guard let (pod, container) = decode(ready), frame.descriptors.count == ready.volumes.count else {
                    throw .system(SystemError("the daemon's answer", "", Errno(rawValue: EPROTO)))
                }
                wasReady = true
                take(ready, pod, container, frame.descriptors, &progress)
            }
        }
        if wasReady, !progress.isLost, (try? Poll.readable([bell.rawValue], timeout: .zero))?.first != true {
            progress.isLost = true
            box.put(.remark("the daemon is gone; the command goes on"))
        }
        return wasReady
    }

    private func connected() throws(FrameError) -> FrameChannel {
        do throws(SystemError) { return try FrameChannel.connect(to: path) } catch { throw .system(error) }
    }

    /// The end of a connection that was shut down here may show as an error.
    private func received(_ channel: borrowing FrameChannel) throws(FrameError) -> Frame? {
        do throws(FrameError) {
            return try channel.receive()
        } catch {
            guard case .system = error else { throw error }
            return nil
        }
    }

    private func take(
        _ ready: ExecReady,
        _ pod: Pod,
        _ container: Container,
        _ mounts: [Frame.Descriptor],
        _ progress: inout Progress
    ) {
        if !progress.isReady {
            progress.mounts = zip(ready.volumes, mounts).map { ($0, $1) }
        }
        if progress.isLost { box.put(.remark("the daemon is back")) }
        progress.isLost = false
        let changed = progress.news()
        let state = ContainerState(
            pod: pod,
            container: container,
            environment: ready.environment,
            volumes: ready.volumes,
            mounts: mounts
        )
        if progress.isReady, !changed.isEmpty {
            box.put(.changed(ExecChange(volumes: changed, environment: false)))
        }
        progress.isReady = true
        box.put(.ready(state))
    }
}
