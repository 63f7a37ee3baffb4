import Agent

extension StateChange {
    var touchesNoVolume: Bool { dirty.isEmpty && removed.isEmpty && abandoned.isEmpty }
}
