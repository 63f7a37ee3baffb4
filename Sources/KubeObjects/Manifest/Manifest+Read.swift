extension Manifest {
    /// The largest manifest file, in bytes. Source: kubelet pkg/kubelet/config/common.go maxConfigLength.
    package static let maximumSize = 10 << 20

    /// Reads YAML (one or many documents) or JSON, tells which by the first character, and decodes, defaults and
    /// validates every object in it. Never throws: what is wrong is in `problems`, and no problem holds file text.
    ///
    /// A syntax error ends the reading: the documents before it are in `entries`, the error is in `problems`.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> Manifest {
        guard bytes.count <= maximumSize else {
            let message = "Too long: may not be more than \(maximumSize) bytes"
            return Manifest(problems: [ManifestProblem(.error, at: SourceMark(line: 1, column: 1), message: message)])
        }
        let stream = DocumentStream(bytes)
        var decoder = ManifestDecoder()
        for document in stream.documents { decoder.decode(document) }
        if let error = stream.error { decoder.report(error) }
        return decoder.manifest
    }
}
