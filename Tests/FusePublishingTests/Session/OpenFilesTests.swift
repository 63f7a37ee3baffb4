import KubeObjects
import Testing

@testable import FusePublishing

@Suite struct OpenFilesTests {
    private func pin(_ text: String, _ modified: Int64) -> OpenFiles.Pin {
        OpenFiles.Pin(content: SecretBytes(utf8: text), modified: modified)
    }

    @Test func aReadInPiecesIsOfOneVersion() {
        var files = OpenFiles(first: 10)
        let handle = files.makeHandle()
        let start = files.content(for: handle, offset: 0, current: pin("old", 1))
        let middle = files.content(for: handle, offset: 2, current: pin("newer", 2))
        let end = files.content(for: handle, offset: 3, current: pin("newer", 2))
        #expect([start, middle, end].map(\.modified) == [1, 1, 1])
    }

    @Test func aReadFromTheStartTakesUpTheNewest() {
        var files = OpenFiles(first: 10)
        let handle = files.makeHandle()
        _ = files.content(for: handle, offset: 0, current: pin("old", 1))
        let start = files.content(for: handle, offset: 0, current: pin("new", 2))
        let rest = files.content(for: handle, offset: 1, current: pin("newest", 3))
        #expect([start, rest].map(\.modified) == [2, 2])
    }

    @Test func whoBeginsInTheMiddleGetsTheNewestToo() {
        var files = OpenFiles(first: 10)
        let middle = files.content(for: 3, offset: 5, current: pin("new", 2))
        #expect(middle.modified == 2)
    }

    @Test func handlesAreNeverThoseOfAnEarlierProcess() {
        var files = OpenFiles(first: 1000)
        let handles = (0..<3).map { _ in files.makeHandle() }
        #expect(handles.allSatisfy { $0 > 1000 } && Set(handles).count == 3)
    }

    @Test func aClosedFileKeepsNoContent() {
        var files = OpenFiles(first: 1)
        let handle = files.makeHandle()
        weak var content: SecretBytes?
        do {
            let pin = pin("gone", 1)
            content = pin.content
            _ = files.content(for: handle, offset: 0, current: pin)
        }
        #expect(content != nil)
        files.close(handle)
        #expect(content == nil)
    }
}
