extension ServiceAccount {
    /// Its metadata only: Kubernetes checks no more.
    package func validate() -> ValidationReport {
        ValidationReport { metadata.validate(at: FieldPath("metadata"), into: &$0) }
    }
}
