import GRDB

@testable import ObjectStore

extension ObjectStore {
    /// Changes the sealed bytes of an object, as a broken disk would.
    func damage(_ key: StoreKey) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "UPDATE object SET sealed = x'00' WHERE resource = ? AND name = ?",
                arguments: [key.resource, key.name]
            )
        }
    }
}
