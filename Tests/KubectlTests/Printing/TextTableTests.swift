import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct TextTableTests {
    private static func column(_ name: String, format: String = "", priority: Int64 = 0) -> JSONValue {
        ["name": .string(name), "type": "string", "format": .string(format), "priority": .integer(priority)]
    }

    private static let columns: JSONValue = [
        column("Name", format: "name"), column("Type"), column("Data"), column("Age"), column("Owner", priority: 1),
    ]

    private func row(_ name: String, age: String = "2s", labels: JSONValue? = nil) -> JSONValue {
        var metadata: JSONValue = ["name": .string(name), "namespace": "default"]
        metadata["labels"] = labels
        return [
            "cells": [.string(name), "Opaque", 1, .string(age), "me"],
            "object": ["kind": "PartialObjectMetadata", "metadata": metadata],
        ]
    }

    private func table(_ rows: [JSONValue], columns: JSONValue = columns) -> JSONValue {
        ["kind": "Table", "columnDefinitions": columns, "rows": .array(rows)]
    }

    private func lines(_ options: (inout TextTableOptions) -> Void, _ rows: JSONValue...) -> [String] {
        var all = TextTableOptions()
        options(&all)
        var text = TextTable(all)
        return text.lines(of: table(rows)).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func columnsAreThreeSpacesApart() {
        #expect(
            lines({ _ in }, row("a"), row("longer")) == [
                "NAME     TYPE     DATA   AGE", "a        Opaque   1      2s", "longer   Opaque   1      2s", "",
            ]
        )
    }

    @Test func columnsAreSixWideAtLeast() {
        #expect(lines({ $0.showsHeaders = false }, row("a")) == ["a     Opaque   1     2s", ""])
    }

    @Test func wideTablesHaveAllColumns() {
        #expect(
            lines({ $0.isWide = true }, row("a")) == [
                "NAME   TYPE     DATA   AGE   OWNER", "a      Opaque   1      2s    me", "",
            ]
        )
    }

    @Test func labelsStandBehindTheirColumns() {
        let rows = [row("a"), row("b", labels: ["x": "y", "env": "prod"])]
        #expect(
            lines({ $0.showsLabels = true }, rows[0], rows[1]) == [
                "NAME   TYPE     DATA   AGE   LABELS", "a      Opaque   1      2s    <none>",
                "b      Opaque   1      2s    env=prod,x=y", "",
            ]
        )
        #expect(
            lines({ $0.labelColumns = ["app/x", "env"] }, rows[0], rows[1]) == [
                "NAME   TYPE     DATA   AGE   X     ENV", "a      Opaque   1      2s          ",
                "b      Opaque   1      2s          prod", "",
            ]
        )
        #expect(
            lines(
                {
                    $0.labelColumns = ["x"]
                    $0.showsLabels = true
                },
                rows[1]
            ) == [
                "NAME   TYPE     DATA   AGE   X     LABELS", "b      Opaque   1      2s    y     env=prod,x=y", "",
            ]
        )
    }

    @Test func namespaceAndKindStandFirst() {
        #expect(
            lines(
                {
                    $0.showsNamespace = true
                    $0.kind = "secret"
                },
                row("a")
            ) == [
                "NAMESPACE   NAME       TYPE     DATA   AGE", "default     secret/a   Opaque   1      2s", "",
            ]
        )
    }

    @Test func headersComeOnceAndColumnsStayWide() {
        var text = TextTable(TextTableOptions())
        #expect(text.lines(of: table([])) == "")
        #expect(
            text.lines(of: table([row("a")])) == "NAME   TYPE     DATA   AGE\na      Opaque   1      2s\n"
        )
        #expect(text.lines(of: table([row("longer")], columns: .null)) == "longer   Opaque   1      2s\n")
        #expect(text.lines(of: table([row("b")])) == "b        Opaque   1      2s\n")
    }

    @Test func otherColumnsHaveHeadersOfTheirOwn() {
        var text = TextTable(TextTableOptions())
        _ = text.lines(of: table([row("a")]))
        let other: JSONValue = [Self.column("Name", format: "name")]
        #expect(text.lines(of: table([row("b")], columns: other)) == "NAME\nb\n")
    }

    @Test func eventsHaveAColumn() {
        var text = TextTable(TextTableOptions())
        #expect(
            text.lines(of: table([row("a")]), event: "ADDED")
                == "EVENT      NAME   TYPE     DATA   AGE\nADDED      a      Opaque   1      2s\n"
        )
        #expect(text.lines(of: table([row("a")]), event: "MODIFIED") == "MODIFIED   a      Opaque   1      2s\n")
    }

    @Test(
        arguments: [
            (.string("a\nb"), "a..."), (.string("cr\rx"), "cr..."), (.string("v\u{c}f"), "v..."),
            (.string("\n"), "..."),
            (.string("esc\u{1b}[1mx"), "esc^[[1mx"), (.string("tab\tx"), "tab x"), (.string("é漢😀"), "é漢😀"),
            (.null, ""), (.bool(true), "true"), (.integer(-3), "-3"), (.number("1000000.50"), "1.0000005e+06"),
        ] as [(JSONValue, String)]
    )
    func cellsAreOneLine(cell: JSONValue, text: String) {
        var table = TextTable(TextTableOptions())
        let row: JSONValue = ["cells": [cell]]
        #expect(table.lines(of: ["columnDefinitions": [Self.column("x")], "rows": [row]]) == "X\n\(text)\n")
    }

    @Test func widthIsThatOfCharacters() {
        var columns = TextColumns()
        #expect(columns.lines(of: [["é漢😀xyz", "b"], ["abcdef", "c"]]) == ["é漢😀xyz   b", "abcdef   c"])
    }

    @Test func rowsWithoutMetadataHaveEmptyCells() {
        var options = TextTableOptions()
        options.showsNamespace = true
        options.showsLabels = true
        var text = TextTable(options)
        let row: JSONValue = ["cells": ["a"], "object": .null]
        #expect(
            text.lines(of: ["columnDefinitions": [Self.column("Name", format: "name")], "rows": [row]])
                == "NAMESPACE   NAME   LABELS\n            a      \n"
        )
    }
}
