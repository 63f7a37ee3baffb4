/// Tells the kernel of changes, and lets watchers see them.
///
/// Where a service manager keeps the connection, the helper does all of it. Killed while it waits for the kernel, a thread
/// of this process could not end, and so the next process would not be started, which alone could answer what the kernel
/// waits for. Elsewhere the kernel is told by this process: there the connection has to end with it.
struct Announcer: Sendable {
    let session: FuseSession
    let helper: EventsHelper

    /// In this order. Comes back when all of it is done; what the helper could not tell the kernel is told here.
    func carryOut(
        _ before: [KernelNotice] = [],
        _ changes: [VisibleChange] = [],
        _ after: [KernelNotice] = []
    ) {
        guard helper.tellsKernel else {
            for notice in before { session.send(notice) }
            _ = helper.perform([], changes, [])
            for notice in after { session.send(notice) }
            return
        }
        guard !before.isEmpty || !changes.isEmpty || !after.isEmpty else { return }
        if !helper.perform(before, changes, after) {
            for notice in before + after { session.send(notice) }
        }
    }
}
