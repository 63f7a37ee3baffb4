import KubeObjects

/// The base64 of bytes as a string of Swift's, which cannot be wiped: for values on their way into a `JSONValue`.
package enum Base64Text {
    package static func of(_ bytes: UnsafeRawBufferPointer) -> String {
        let count = Base64.encodedCount(bytes.count)
        return String(unsafeUninitializedCapacity: count) { target in
            Base64.encode(
                bytes,
                into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<count])
            )
            return count
        }
    }
}
