package import Projection

/// Makes payloads visible as directories of files.
///
/// All calls are synchronous and may run at the same time for different targets; one target is published by one caller
/// at a time.
package protocol Publisher: Sendable {
    /// Makes `payload` the content of `target`, all files at once, or leaves everything as it was.
    ///
    /// Idempotent: an equal payload changes nothing. Correct after a kill at any instruction: whoever comes next, in
    /// this process or another, finds the old generation or the new one, and sweeps the rest.
    /// - Throws: `PublishError`. The generation that was live before still is.
    func publish(_ payload: Payload, to target: VolumeTarget) throws(PublishError) -> Outcome

    /// Takes `target` away, and its parent directories as far as they are empty then. A target that is not there is
    /// no error.
    func remove(_ target: VolumeTarget) throws(PublishError)

    /// The volumes that are there now, whoever made them; also empty ones, which an interrupted publish or removal left.
    func inventory() throws(PublishError) -> [VolumeTarget]

    /// Whether the tree is still where consumers look for it: nobody has unmounted or replaced it.
    var isInPlace: Bool { get }

    /// Whether `target` holds a generation that readers see. An empty directory that was left behind does not.
    func isLive(_ target: VolumeTarget) -> Bool
}
