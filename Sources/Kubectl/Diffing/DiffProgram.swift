/// The program that shows differences.
package enum DiffProgram {
    /// The program and its arguments before the two directories.
    ///
    /// Source: kubectl pkg/cmd/diff DiffProgram.
    ///
    /// - Parameter external: `$KUBECTL_EXTERNAL_DIFF`, of which plain options alone are taken.
    package static func arguments(external: String?) -> [String] {
        guard let external, !external.isEmpty else { return ["diff", "-u", "-N"] }
        let words = external.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        return words.prefix(1)
            + words.dropFirst().filter { word in
                !word.isEmpty && word.utf8.allSatisfy(isPlain)
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// Compares the directories with it.
    ///
    /// - Returns: Whether they differ.
    /// - Throws: `KubectlError` with code 2 where the program cannot do it.
    package static func compare(_ directories: DiffDirectories, external: String?) throws(KubectlError) -> Bool {
        let arguments = arguments(external: external)
        let code: Int32
        do throws(KubectlError) {
            code = try ChildCommand.run(arguments + [directories.live, directories.merged])
        } catch {
            throw KubectlError(verbatim: error.message, code: 2)
        }
        guard code <= 1 else { throw KubectlError("failed to run \"\(arguments[0])\": exit status \(code)", code: 2) }
        return code == 1
    }
}
