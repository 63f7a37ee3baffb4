/// Why a command of kubectl's grammar cannot go on, in kubectl's words. Printed as it is.
package struct KubectlError: Error, Equatable {
    /// With its `error: ` or `Error from server (…): `; never a value.
    package var message: String
    package var code: Int32

    /// - Parameter message: Gets `error: ` before it.
    package init(_ message: String, code: Int32 = 1) {
        self.message = "error: \(message)"
        self.code = code
    }

    /// - Parameter text: Printed as it is.
    package init(verbatim text: String, code: Int32 = 1) {
        message = text
        self.code = code
    }

    package init(_ error: ClientError, context: String? = nil) {
        message = error.text(context: context)
        code = 1
    }
}
