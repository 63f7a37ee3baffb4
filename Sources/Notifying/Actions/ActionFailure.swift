import LinuxSystem

/// Why an action has not been carried out: text for logs and status, never a value.
struct ActionFailure: Error, Hashable {
    var text: String

    init(_ text: String) { self.text = text }

    init(_ error: SystemError) { text = "\(error)" }
}
