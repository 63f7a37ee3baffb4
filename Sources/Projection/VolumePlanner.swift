package import KubeObjects

/// Turns a volume and the objects it names into what shall be in its directory. Pure: the same arguments give the same
/// plan.
///
/// The sources of a volume are resolved in order, each on its own:
///
/// 1. A source that resolves gives files; a later source wins over an earlier one on the same path.
/// 2. A source that does not, or a listed key that is missing, gives a problem, and its last good files are retained.
///    The rest of the volume goes on. (kubelet freezes the whole volume, projected.go collectData.)
/// 3. An optional source that is missing gives no files and no problem.
/// 4. In the end the paths must fit together: `foo` beside `foo/bar` is a problem of the later one of the two.
///
/// Source: kubelet pkg/volume/{secret,configmap,downwardapi,projected}, MakePayload and collectData.
package struct VolumePlanner {
    package var pod: Pod
    package var node: NodeFacts

    package init(pod: Pod, node: NodeFacts) {
        self.pod = pod
        self.node = node
    }

    /// - Parameters:
    ///   - volume: One of the Pod's volumes; nil comes back for a kind of volume that is none of secretd's business.
    ///   - previous: The provenance of the volume's last plan, or nil where there was none in this process.
    package func plan(
        _ volume: Volume,
        lookup: some ObjectLookup,
        previous: [PayloadPath: SourceReference]?
    ) -> VolumePlan? {
        guard let source = volume.sources.first else { return nil }
        let group = pod.securityContext.fsGroup.map { UInt32(truncatingIfNeeded: $0) }
        var draft = PlanDraft(previous: previous, group: group)
        switch source {
        case .secret(let secret):
            let projection = ObjectProjection(name: secret.secretName, items: secret.items, optional: secret.optional)
            addSecret(projection, index: 0, defaultMode: secret.defaultMode, lookup: lookup, to: &draft)
        case .configMap(let map):
            let projection = ObjectProjection(name: map.name, items: map.items, optional: map.optional)
            addConfigMap(projection, index: 0, defaultMode: map.defaultMode, lookup: lookup, to: &draft)
        case .downwardAPI(let downward):
            add(downwardAPI: downward.items, index: 0, defaultMode: downward.defaultMode, to: &draft)
        case .projected(let projected):
            for (index, projection) in projected.sources.enumerated() {
                add(projection, index: index, defaultMode: projected.defaultMode, lookup: lookup, to: &draft)
            }
        case .pullSecrets(let names):
            let planner = PullSecretPlanner(namespace: pod.metadata.namespace)
            return planner.plan(names, lookup: lookup, previous: previous)
        case .other:
            return nil
        }
        return draft.finish()
    }

    private func add(
        _ projection: VolumeProjection,
        index: Int,
        defaultMode: Int64,
        lookup: some ObjectLookup,
        to draft: inout PlanDraft
    ) {
        switch projection.parts.first {
        case .secret(let secret):
            addSecret(secret, index: index, defaultMode: defaultMode, lookup: lookup, to: &draft)
        case .configMap(let configMap):
            addConfigMap(configMap, index: index, defaultMode: defaultMode, lookup: lookup, to: &draft)
        case .downwardAPI(let items):
            add(downwardAPI: items, index: index, defaultMode: defaultMode, to: &draft)
        case .serviceAccountToken(let token):
            let source = SourceReference(index: index, kind: .serviceAccountToken, name: token.path)
            let message = "serviceAccountToken needs a Kubernetes API that issues it"
            draft.fail(source, path: token.path, .unsupportedSource, message)
        case .other(let field):
            let source = SourceReference(index: index, kind: .unsupported, name: field)
            draft.fail(source, .unsupportedSource, "\(field) is not a source that secretd serves")
        case nil:
            break
        }
    }

    private func addSecret(
        _ projection: ObjectProjection,
        index: Int,
        defaultMode: Int64,
        lookup: some ObjectLookup,
        to draft: inout PlanDraft
    ) {
        let secret = lookup.secret(namespace: pod.metadata.namespace, name: projection.name)
        draft.add(
            SourceReference(index: index, kind: .secret, name: projection.name),
            values: secret?.data,
            projection: projection,
            defaultMode: defaultMode,
            missingObject: "secret \(projection.name.goQuoted) not found",
            missingKey: { "references non-existent secret key: \($0)" }
        )
    }

    private func addConfigMap(
        _ projection: ObjectProjection,
        index: Int,
        defaultMode: Int64,
        lookup: some ObjectLookup,
        to draft: inout PlanDraft
    ) {
        let map = lookup.configMap(namespace: pod.metadata.namespace, name: projection.name)
        draft.add(
            SourceReference(index: index, kind: .configMap, name: projection.name),
            values: map.map { $0.data.merging($0.binaryData) { text, _ in text } },
            projection: projection,
            defaultMode: defaultMode,
            missingObject: "configmap \(projection.name.goQuoted) not found",
            missingKey: { "configmap references non-existent config key: \($0)" }
        )
    }

    private func add(downwardAPI items: [DownwardAPIFile], index: Int, defaultMode: Int64, to draft: inout PlanDraft) {
        let source = SourceReference(index: index, kind: .downwardAPI, name: "")
        for item in items {
            do throws(DownwardAPIError) {
                let value = try DownwardAPI(pod: pod, node: node).value(of: item)
                draft.add(source, path: item.path, content: SecretBytes(utf8: value), mode: item.mode ?? defaultMode)
            } catch {
                draft.fail(source, path: item.path, .invalidFieldReference, String(describing: error))
            }
        }
    }
}
