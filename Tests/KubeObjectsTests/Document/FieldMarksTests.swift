import Testing

@testable import KubeObjects

@Suite struct FieldMarksTests {
    private static let text = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            example.com/a: x
            plain: y
        spec:
          volumes:
          - name: a
          - name: b
            secret:
              items:
              - key: k
                path: p
              - key: l
                path: ../q
              secretName: s
        data:
          tls.crt: eA==
          a[0].b: eA==
          'a]b': eA==
        """

    @Test(arguments: [
        ("metadata.name", "4:9"),
        ("spec.volumes[0].name", "10:11"),
        ("spec.volumes[1].secret.items[1].path", "17:15"),
        ("spec.volumes[1].secret.secretName", "18:19"),
        ("spec.volumes[1].secret", "12:5"),
        ("spec.volumes[1]", "11:5"),
        ("spec.volumes", "9:3"),
        ("data[tls.crt]", "20:3"),
        ("data[a[0].b]", "21:3"),
        ("data[a]b]", "22:3"),
        ("metadata.annotations[example.com/a]", "6:5"),
        ("metadata.annotations['example.com/a']", "6:5"),
        ("metadata.annotations[plain]", "7:5"),
    ])
    func findsAField(_ path: String, _ mark: String) throws {
        let document = try #require(DocumentStream(Self.text).documents.first)
        var marks = FieldMarks(document)
        #expect(marks.mark(of: path).description == mark)
    }

    @Test(arguments: [
        ("", "1:1"),
        ("nothing", "1:1"),
        ("nothing.at.all[3]", "1:1"),
        ("metadata.uid", "3:1"),
        ("metadata.labels[x]", "3:1"),
        ("metadata.name.more", "4:9"),
        ("spec.containers", "8:1"),
        ("spec.volumes[0].secret.secretName", "10:5"),
        ("spec.volumes[7].name", "9:3"),
        ("spec.volumes[x].name", "9:3"),
        ("spec.volumes[", "9:3"),
        ("spec.volumes[1].secret.items[0].mode", "14:9"),
        ("data[missing]", "19:1"),
        ("data[", "19:1"),
    ])
    func fallsBackToTheNearestFieldAround(_ path: String, _ mark: String) throws {
        let document = try #require(DocumentStream(Self.text).documents.first)
        var marks = FieldMarks(document)
        #expect(marks.mark(of: path).description == mark)
    }

    @Test func findsEntriesOfStringDataUnderTheNameOfData() throws {
        let document = try #require(
            DocumentStream("data:\n  a: eA==\n  b: eA==\nstringData:\n  b: x\n  c: y\n").documents.first
        )
        var marks = FieldMarks(document)
        #expect(marks.mark(of: "data[a]").line == 2)
        #expect(marks.mark(of: "data[b]").line == 5)
        #expect(marks.mark(of: "data[c]").line == 6)
        #expect(marks.mark(of: "data[d]").line == 1)
    }

    @Test func findsEveryEntryOfALargeMap() throws {
        let text = "data:\n" + (0..<5000).map { "  k\($0).x: eA==\n" }.joined()
        let document = try #require(DocumentStream(text).documents.first)
        var marks = FieldMarks(document)
        for index in 0..<5000 { #expect(marks.mark(of: "data[k\(index).x]").line == index + 2) }
    }
}
