import Kubectl

/// Why a command cannot go on, in words for the person who typed it.
struct CommandFailure: Error {
    var message: String
    /// 1 failed, 2 wrong usage.
    var code: Int32

    init(_ message: String, code: Int32 = 1) {
        self.message = message
        self.code = code
    }

    init(_ failure: InputFailure) {
        self.init(failure.description)
    }
}
