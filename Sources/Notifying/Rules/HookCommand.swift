/// A command that is run for each change. No shell is in between.
package struct HookCommand: Hashable, Sendable {
    /// The absolute path of the executable.
    package var path: String
    /// Those behind the executable's name.
    package var arguments: [String]
    /// Whose rights it runs with; nil: the daemon's.
    package var user: String?
    /// After this it is asked to end, and killed two seconds later.
    package var timeout: Duration

    package static let defaultTimeout: Duration = .seconds(10)

    package init(path: String, arguments: [String] = [], user: String? = nil, timeout: Duration = defaultTimeout) {
        self.path = path
        self.arguments = arguments
        self.user = user
        self.timeout = timeout
    }
}
