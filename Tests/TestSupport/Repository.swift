/// The checkout that the tests were built from.
package enum Repository {
    /// Its top directory, without a slash at the end.
    package static let path = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")
}
