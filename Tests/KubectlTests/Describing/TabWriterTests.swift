import Testing

@testable import Kubectl

struct TabWriterTests {
    @Test(arguments: [
        ("a\tb\nccc\td\n", "a    b\nccc  d\n"),
        // A line without the column ends its block.
        ("a\tb\nplain\nccc\td\n", "a  b\nplain\nccc  d\n"),
        // An empty cell is as wide as its column.
        ("a\tb\tc\n\tx\t\n", "a  b  c\n   x  \n"),
        // Columns further right belong to the lines that have them.
        ("a\tb\tc\nlong\td\ne\tfff\tg\n", "a     b  c\nlong  d\ne     fff  g\n"),
        ("é\tb\nab\tc\n", "é   b\nab  c\n"),
        ("no end", "no end"),
    ])
    func columnsAreTwoSpacesApart(text: String, aligned: String) {
        var writer = TabWriter.plain
        #expect(writer.aligned(text) == aligned)
    }

    @Test func tableRemembersItsWidths() {
        var writer = TabWriter.table
        #expect(writer.aligned("NAME\tX\nlonger-name\ty\n") == "NAME          X\nlonger-name   y\n")
        #expect(writer.aligned("a\tb\n") == "a             b\n")
    }

    @Test func columnOfTableHasLeastWidth() {
        var writer = TabWriter.table
        #expect(writer.aligned("5s\tx\n") == "5s    x\n")
    }

    @Test func aLineOfTabsIsALine() {
        var writer = TabWriter.plain
        let tabs = String(repeating: "\t", count: 100_000)
        #expect(writer.aligned(tabs).utf8.count == 200_000)
    }
}
