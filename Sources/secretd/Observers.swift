import Agent

/// Several observers, told in order.
struct Observers: VolumeObserver {
    var all: [any VolumeObserver]

    func observe(_ event: VolumeEvent) {
        for observer in all { observer.observe(event) }
    }
}
