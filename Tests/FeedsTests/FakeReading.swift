import Foundation
import KubeObjects

/// Stands in for `Manifest.read`: knows no more than `SampleManifest` writes.
@Sendable func fakeRead(_ bytes: UnsafeRawBufferPointer) -> Manifest {
    var manifest = Manifest()
    var line = 1
    for document in String(decoding: bytes, as: UTF8.self).components(separatedBy: "---\n") {
        let mark = SourceMark(line: line, column: 1)
        line += document.components(separatedBy: "\n").count
        func value(_ key: String) -> String? {
            document.components(separatedBy: "\n").first { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) }
        }
        guard let name = value("  name: ") else {
            manifest.problems.append(
                ManifestProblem(
                    .error,
                    at: mark,
                    subject: #"Secret """#,
                    message: "metadata.name: Required value: name or generateName is required"
                )
            )
            continue
        }
        let data = value("  password: ").map { ["password": SecretBytes(utf8: $0)] } ?? [:]
        let object = KubeObject.secret(Secret(metadata: ObjectMeta(name: name), data: data))
        manifest.entries.append(Manifest.Entry(object: object, mark: mark, problems: []))
    }
    return manifest
}
