/// A new token. It prints without its text.
package struct IssuedToken: Hashable, Sendable {
    /// The token itself, for the `Authorization` header.
    package let text: String
    /// Seconds since 1970.
    package let expires: Int64
}

extension IssuedToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<token until \(expires)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
