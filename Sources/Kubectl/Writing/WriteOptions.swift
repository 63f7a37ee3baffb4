/// How a command writes objects: for show or in earnest, by which name, and how strictly it is checked.
package struct WriteOptions: Equatable, Sendable {
    package enum DryRun: String, Sendable {
        case none
        /// Nothing is asked but what is there.
        case client
        /// The daemon does everything but store.
        case server
    }

    /// What the daemon does about fields that it does not know.
    package enum Validation: String, Sendable {
        case strict = "Strict"
        case warn = "Warn"
        case ignore = "Ignore"
    }

    package var dryRun: DryRun
    package var validation: Validation
    /// Who is noted as the fields' owner.
    package var manager: String

    package init(dryRun: DryRun = .none, validation: Validation = .strict, manager: String) {
        self.dryRun = dryRun
        self.validation = validation
        self.manager = manager
    }

    /// - Parameters:
    ///   - dryRun: What was typed behind `--dry-run=`.
    ///   - validate: What was typed behind `--validate=`.
    /// - Throws: kubectl's words for a text that is no value of the option.
    package init(dryRun: String, validate: String, manager: String) throws(KubectlError) {
        guard let dryRun = DryRun(rawValue: dryRun) else {
            throw KubectlError(
                "Invalid dry-run value (\(dryRun)). Must be \"none\", \"server\", or \"client\"."
            )
        }
        let validation: Validation
        switch validate {
        case "strict", "true": validation = .strict
        case "warn": validation = .warn
        case "ignore", "false": validation = .ignore
        default:
            throw KubectlError(
                "invalid - validate option \"\(validate)\"; must be one of: strict (or true), warn, ignore (or false)"
            )
        }
        self.init(dryRun: dryRun, validation: validation, manager: manager)
    }

    /// Of the requests that write.
    var query: [(String, String)] {
        let isDry = dryRun == .server ? [("dryRun", "All")] : []
        return isDry + [("fieldManager", manager), ("fieldValidation", validation.rawValue)]
    }
}
