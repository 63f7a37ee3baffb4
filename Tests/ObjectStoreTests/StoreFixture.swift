import KubeObjects
import Logging
import ObjectStore
import TestSupport

/// A store in a directory of the test's own.
struct StoreFixture {
    let home: TemporaryDirectory
    var path: String { home.appending("state") }

    init() throws {
        home = try TemporaryDirectory()
    }

    func open(credentials: String? = nil, keyFile: String? = nil) throws -> ObjectStore {
        try ObjectStore(
            path: path,
            keySource: KeySource(credentials: credentials, file: keyFile),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            // Holds on to the directory for as long as the store lives.
            now: { [home] in withExtendedLifetime(home) { 1_800_000_000 } }
        )
    }

    /// A Secret's document with one value.
    static func secret(_ name: String, _ value: String = "dmFsdWU=", namespace: String = "default") -> JSONValue {
        [
            "apiVersion": "v1", "kind": "Secret", "type": "Opaque",
            "metadata": ["name": .string(name), "namespace": .string(namespace), "uid": .string("uid-\(name)")],
            "data": ["k": .string(value)],
        ]
    }

    static func key(_ name: String, namespace: String = "default") -> StoreKey {
        StoreKey("secrets", namespace: namespace, name: name)
    }
}

extension ObjectStore {
    @discardableResult
    func put(_ name: String, _ value: String = "dmFsdWU=", namespace: String = "default") async throws -> StoredObject {
        try await write { transaction in
            try transaction.put(
                StoreFixture.key(name, namespace: namespace),
                StoreFixture.secret(name, value, namespace: namespace)
            )
        }
    }

    func value(_ name: String) async throws -> String? {
        try await object(StoreFixture.key(name))?.body().value(at: "data", "k")?.text
    }
}
