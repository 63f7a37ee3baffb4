/// What shall be published for a volume, and what stood in the way.
package struct VolumePlan: Equatable, Sendable {
    package var payload: Payload
    /// Which source each file of the volume comes from, retained ones included; nil where that is not known of all.
    /// Hand it to the volume's next plan.
    package var provenance: [PayloadPath: SourceReference]?
    /// Empty when everything is resolved.
    package var problems: [SourceProblem]

    /// Whether the plan has something to show: a volume that was never published, and for which nothing resolves, is
    /// better absent than empty, because a consumer must not start without its keys.
    package var isEmptyHanded: Bool { payload.files.isEmpty && !problems.isEmpty }

    package init(payload: Payload, provenance: [PayloadPath: SourceReference]?, problems: [SourceProblem]) {
        self.payload = payload
        self.provenance = provenance
        self.problems = problems
    }
}
