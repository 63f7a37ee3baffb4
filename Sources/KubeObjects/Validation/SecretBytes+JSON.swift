extension SecretBytes {
    /// Whether the bytes are one JSON object, or `null`, which Kubernetes takes for an empty one.
    package var isJSONObject: Bool {
        withBytes { bytes in
            var recogniser = JSONRecogniser(bytes)
            return recogniser.isObjectOrNull()
        }
    }
}
