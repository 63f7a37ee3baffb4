import Kubectl
import Testing

struct DeleteOptionsTests {
    @Test func excludingOptionsAreRefused() {
        #expect(throws: KubectlError("--now and --grace-period cannot be specified together")) {
            try DeleteOptions(gracePeriod: 3, isNow: true)
        }
        #expect(throws: KubectlError("--force and --grace-period greater than 0 cannot be specified together")) {
            try DeleteOptions(gracePeriod: 3, isForced: true)
        }
    }

    @Test func anImmediateEndNeedsForce() throws {
        #expect(try DeleteOptions(gracePeriod: 0).gracePeriod == 1)
        #expect(try DeleteOptions(gracePeriod: 0, isForced: true).gracePeriod == 0)
        #expect(try DeleteOptions(isForced: true).gracePeriod == 0)
        #expect(try DeleteOptions(isNow: true).gracePeriod == 1)
        #expect(try DeleteOptions().gracePeriod == nil)
    }

    @Test(arguments: [
        (DeleteOptions.DryRun.none, false, "deleted"), (.client, false, "deleted (dry run)"),
        (.server, false, "deleted (server dry run)"), (.none, true, "force deleted"),
    ])
    func theVerbSaysHow(dryRun: DeleteOptions.DryRun, isForced: Bool, verb: String) throws {
        #expect(try DeleteOptions(dryRun: dryRun, isForced: isForced).verb == verb)
    }

    @Test func forceIsWarnedOf() throws {
        #expect(try DeleteOptions(isForced: true).warning?.hasPrefix("Warning: Immediate deletion") == true)
        #expect(try DeleteOptions(dryRun: .client, isForced: true).warning == nil)
        #expect(try DeleteOptions().warning == nil)
    }
}
