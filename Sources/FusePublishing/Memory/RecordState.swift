/// How far a generation has come; what a process finds that takes over after a kill.
enum RecordState: UInt32 {
    /// Being written: nobody has seen it.
    case unfinished = 0
    /// The volume's content, of which watchers may not have been told yet.
    case live = 1
    /// The volume's content, and watchers know.
    case announced = 2
    /// An older content, kept for those who have it open.
    case superseded = 3
    /// The volume has been removed.
    case withdrawn = 4
}
