import KubeObjects

/// How objects are deleted.
package struct DeleteOptions: Sendable {
    package enum DryRun: String, Sendable, CaseIterable {
        case none
        case client
        case server
    }

    package enum Cascade: String, Sendable, CaseIterable {
        case background
        case foreground
        case orphan
    }

    package var dryRun: DryRun
    package var cascade: Cascade
    /// Seconds; nil: the object's own.
    package var gracePeriod: Int?
    package var isForced: Bool
    package var waits: Bool
    /// How long to wait for the end of an object; nil: as long as it takes.
    package var timeout: Duration?
    package var ignoresNotFound: Bool

    /// - Throws: For options that exclude one another, in kubectl's words.
    package init(
        dryRun: DryRun = .none,
        cascade: Cascade = .background,
        gracePeriod: Int = -1,
        isForced: Bool = false,
        isNow: Bool = false,
        waits: Bool = true,
        timeout: Duration? = nil,
        ignoresNotFound: Bool = false
    ) throws(KubectlError) {
        if isNow, gracePeriod >= 0 { throw KubectlError("--now and --grace-period cannot be specified together") }
        if isForced, gracePeriod > 0 {
            throw KubectlError("--force and --grace-period greater than 0 cannot be specified together")
        }
        var gracePeriod = isNow ? 1 : gracePeriod
        if isForced, gracePeriod < 0 { gracePeriod = 0 }
        // Without --force, an immediate end would be data loss by accident: it waits a second instead.
        if gracePeriod == 0, !isForced { gracePeriod = 1 }
        self.dryRun = dryRun
        self.cascade = cascade
        self.gracePeriod = gracePeriod < 0 ? nil : gracePeriod
        self.isForced = isForced
        self.waits = waits && !isForced
        self.timeout = timeout
        self.ignoresNotFound = ignoresNotFound
    }

    /// The request's body.
    var body: JSONValue {
        var body: JSONValue = ["propagationPolicy": .string(Self.policies[cascade] ?? "Background")]
        if let gracePeriod { body["gracePeriodSeconds"] = .integer(Int64(gracePeriod)) }
        if dryRun == .server { body["dryRun"] = ["All"] }
        return body
    }

    private static let policies: [Cascade: String] = [
        .background: "Background", .foreground: "Foreground", .orphan: "Orphan",
    ]

    /// What kubectl warns of; nil where there is nothing to warn of.
    package var warning: String? {
        gracePeriod == 0 && isForced && dryRun == .none
            ? "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. "
                + "The resource may continue to run on the cluster indefinitely."
            : nil
    }

    /// `deleted`, as it stands behind the name.
    package var verb: String {
        (isForced && gracePeriod == 0 ? "force deleted" : "deleted")
            + (dryRun == .none ? "" : dryRun == .client ? " (dry run)" : " (server dry run)")
    }
}
