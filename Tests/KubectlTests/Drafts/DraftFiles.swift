import Glibc
import KubeObjects
import TestSupport

@testable import Kubectl

/// The files that tests make objects of, with kubectl's own tests' contents.
struct DraftFiles {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        for (name, text) in [
            ("hello1", "hello world"), ("hello2", "hello world"), ("number1", "1"),
            ("literal.env", "# a comment\n\nkey1=value1\n\n#\nkey2=value2\n"), ("more.env", "key3=value3\r\n"),
            ("given.env", "g_key1\ng_key2=\n"), ("space.env", "  key1=  value1\n"), ("bom.env", "\u{FEFF}a=1\nb=2"),
            ("hash.env", "key#1=value1\n"), ("digit.env", "1key=value1\n"), ("at.env", "key@=value1\n"),
            ("twice.env", "a=1\na=2\n"),
        ] {
            try directory.write(text, to: name)
        }
        try write([0xff, 0xfd], to: "bytes1")
        try write([0xff, 0xfd], to: "bytes2")
        try write(Array("a=1\nb=".utf8) + [0xff], to: "latin.env")
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        guard let file = fopen(directory.appending(name), "w") else { throw TestEnvironmentError.open(name, errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw TestEnvironmentError.write(name, errno) }
    }

    /// `text` with `@` in the place of the directory's path.
    func resolved(_ text: String) -> String { text.replacing("@", with: directory.path) }

    /// The message that `make` ends with, `@` in the place of the directory's path; nil where it ends well.
    func message(_ make: () throws(KubectlError) -> JSONValue) -> String? {
        do throws(KubectlError) {
            _ = try make()
            return nil
        } catch { return error.message.replacing(directory.path, with: "@") }
    }
}
