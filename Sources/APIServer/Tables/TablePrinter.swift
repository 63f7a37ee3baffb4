import KubeObjects

/// Objects as the `Table` that `kubectl get` prints.
///
/// Source: k8s.io/apiserver pkg/endpoints/handlers/response.go; k8s.io/apimachinery pkg/apis/meta/v1 Table.
enum TablePrinter {
    /// - Parameters:
    ///   - resource: The plural name.
    ///   - objects: One for a GET and for each event of a watch. They must carry kind and API version if rows are to
    ///     hold them whole.
    ///   - listMetadata: The `metadata` of the list; nil where there is no list, and the table then has the version of
    ///     the one object.
    ///   - withColumns: Only the first event of a watch has the column definitions; the later ones say null.
    ///   - now: Seconds since 1970, for ages.
    ///   - version: Of the group `meta.k8s.io`, as the client asked for: `v1` or `v1beta1`.
    /// - Returns: The table. Rows hold all metadata, annotations included, and those may hold a whole manifest with the
    ///   data of a Secret: as secret as the objects themselves.
    static func table(
        resource: String,
        objects: [JSONValue],
        listMetadata: JSONValue?,
        includeObject: IncludeObject,
        withColumns: Bool,
        now: Int64,
        version: String = "v1"
    ) -> JSONValue {
        let layout = TableLayout.of(resource)
        let rows = objects.map { object -> JSONValue in
            [
                "cells": .array(layout.cells(object, now)),
                "object": shown(object, includeObject, version),
            ]
        }
        return [
            "kind": "Table",
            "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": metadata(listMetadata, objects),
            "columnDefinitions": withColumns ? .array(layout.columns.map(\.json)) : .null,
            "rows": .array(rows),
        ]
    }

    private static func shown(_ object: JSONValue, _ part: IncludeObject, _ version: String) -> JSONValue {
        switch part {
        case .none: .null
        case .metadata: PartialMetadata.of(object, version: version)
        case .object: object
        }
    }

    private static func metadata(_ list: JSONValue?, _ objects: [JSONValue]) -> JSONValue {
        if let list {
            let names = ["resourceVersion", "continue", "remainingItemCount"]
            return .object((list.members ?? [:]).filter { names.contains($0.key) })
        }
        guard objects.count == 1, let version = objects[0].value(at: "metadata", "resourceVersion") else { return [:] }
        return ["resourceVersion": version]
    }
}
