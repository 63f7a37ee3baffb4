import KubeObjects

/// The claim that is made for an ephemeral volume. There is none yet, so what it would get is empty.
///
/// Source: kubectl pkg/describe printPersistentVolumeClaim.
enum ClaimDescription {
    static func write(_ template: JSONValue, to description: inout Description) {
        let metadata = template["metadata"]
        let spec = template["spec"]
        let beta = metadata.texts("annotations")["volume.beta.kubernetes.io/storage-class"]
        description.write("StorageClass:\t\(beta ?? spec.string("storageClassName"))\n")
        description.write("Volume:\t\(spec.string("volumeName"))\n")
        description.writeLabels("Labels", metadata?["labels"])
        description.writeAnnotations("Annotations", metadata?["annotations"])
        // kubectl shows what a bound claim has; this one has nothing: of a claim by name, an amount of nothing.
        description.write("Capacity:\t\(spec.string("volumeName").isEmpty ? "" : "0")\n")
        description.write("Access Modes:\t\n")
        let mode = spec.string("volumeMode")
        if !mode.isEmpty { description.write("VolumeMode:\t\(mode)\n") }
        guard let source = spec?["dataSource"], source.members != nil else { return }
        description.write("DataSource:\n")
        if source["apiGroup"]?.text != nil { description.write("APIGroup:\t\(source.string("apiGroup"))\n", level: 1) }
        description.write("Kind:\t\(source.string("kind"))\n", level: 1)
        description.write("Name:\t\(source.string("name"))\n", level: 1)
    }
}
