import KubeObjects
import Synchronization
import TestSupport
import Testing

@testable import APIServer

@Suite struct ServedBookTests {
    private static let tls = ServedVolume.ID(namespace: "default", pod: "web", volume: "tls")

    private let book = ServedBook { 500 }

    private func update(
        _ book: ServedBook,
        _ id: ServedVolume.ID = tls,
        generation: String,
        _ files: [ServedFile],
        isAdopted: Bool = false
    ) {
        let volume = ServedVolume(
            id,
            sources: "secret/keys",
            state: .served,
            since: 400,
            generation: generation,
            files: files.count,
            bytes: files.reduce(0) { $0 + $1.size },
            servedSince: 450
        )
        book.update(volume, files: files, isAdopted: isAdopted)
    }

    private func file(_ path: String, certificate: String? = nil) -> ServedFile {
        ServedFile(path: path, size: 1, hasNewBytes: true, certificate: certificate.map { SecretBytes(utf8: $0) })
    }

    private func names(_ id: ServedVolume.ID = tls) -> [String] {
        book.history(id)?["generations"]?.elements?.compactMap { $0["name"]?.text } ?? []
    }

    @Test func aConditionAloneMakesNoGeneration() {
        update(book, generation: "g1", [file("a")])
        var volume = book.news(since: .init(), .init()).volumes[0]
        volume.state = .stale
        book.update(volume)
        update(book, generation: "g1", [file("a")])
        #expect(names() == ["g1"])
        update(book, generation: "g2", [file("a")])
        #expect(names() == ["g2", "g1"])
    }

    @Test func aVolumeThatComesAgainBeginsAnew() {
        update(book, generation: "g1", [file("a")])
        book.remove(Self.tls)
        #expect(book.history(Self.tls) == nil)
        update(book, generation: "g2", [file("a")])
        #expect(names() == ["g2"])
    }

    @Test func longHistoriesAreShortenedWhereAllTakeTooMuch() {
        let limit = 100_000
        let book = ServedBook(limit: limit) { 0 }
        for number in 1...20 {
            for pod in 0..<100 {
                let id = ServedVolume.ID(namespace: "default", pod: "web-\(pod)", volume: "tls")
                update(book, id, generation: "g\(number)", (10..<20).map { file("key-\($0)") })
                let cost = book.state.withLock { state in
                    (state.cost, state.rows.values.reduce(0) { $0 + $1.history.cost })
                }
                #expect(cost.0 == cost.1)
                guard cost.0 <= limit else {
                    Issue.record("\(cost.0) bytes after generation \(number)")
                    return
                }
            }
        }
        let generations = book.state.withLock { $0.rows.values.map { $0.history.generations.last?.name } }
        #expect(generations == Array(repeating: "g20", count: 100))
    }

    @Test func newsAreTheNewestStateOfWhatHasChangedAndNothingElse() {
        let other = ServedVolume.ID(namespace: "default", pod: "web", volume: "b")
        update(book, generation: "g1", [file("a")])
        update(book, other, generation: "g1", [file("a")])
        let first = book.news(since: .init(), .init())
        #expect(first.volumes.map(\.id) == [other, Self.tls])
        #expect(book.news(since: first.position, .init()).volumes.isEmpty)
        for number in 2...9 { update(book, generation: "g\(number)", [file("a")]) }
        let second = book.news(since: first.position, .init())
        #expect(second.volumes.map(\.generation) == ["g9"])
        #expect(second.remaining == nil)
        book.remove(other)
        let third = book.news(since: second.position, .init())
        #expect(third.volumes.isEmpty)
        #expect(third.remaining == [Self.tls])
        let elsewhere = ServedBook.Selection(namespace: "prod")
        #expect(book.news(since: .init(), elsewhere).volumes.isEmpty)
        #expect(book.news(since: .init(), .init(namespace: "default", pod: "web")).volumes.count == 1)
    }

    @Test func aPodWithoutVolumesHasARowUntilItHasSome() {
        book.note(namespace: "default", pod: "web", hasNoVolumes: true)
        let row = book.news(since: .init(), .init()).volumes
        #expect(row.map(\.state) == [.noVolumes])
        #expect(row.map(\.message) == ["no volume of this Pod is secretd's"])
        update(book, generation: "g1", [file("a")])
        #expect(book.news(since: .init(), .init()).volumes.map(\.id) == [Self.tls])
        book.note(namespace: "default", pod: "web", hasNoVolumes: false)
        #expect(book.news(since: .init(), .init()).volumes.count == 1)
    }

    @Test func feedsSayWhenTheyWereHeardAndHeardWhole() {
        let time = Mutex<Int64>(1)
        let book = ServedBook { time.withLock(\.self) }
        book.expect(feeds: ["manifests /m", "store"])
        #expect(book.news(since: .init(), .init()).feeds.map(\.isGood) == [false, false])
        book.note(feed: "store", isWhole: true)
        book.note(feed: "manifests /m", isWhole: true)
        let position = book.news(since: .init(), .init()).position
        let problem = FeedProblem(.error, origin: "a.yaml:1:1", message: "broken")
        time.withLock { $0 = 2 }
        book.note(feed: "manifests /m", problems: [problem])
        book.note(feed: "manifests /m", isWhole: false)
        book.note(feed: "store", isWhole: true)
        let feeds = book.news(since: .init(), .init()).feeds
        #expect(
            feeds == [
                FeedReport(name: "manifests /m", heard: 2, whole: 1, problems: [problem]),
                FeedReport(name: "store", heard: 2, whole: 2),
            ]
        )
        #expect(feeds.map(\.isGood) == [false, true])
        // That a feed was heard is no news.
        #expect(book.news(since: position, .init()).feeds.map(\.name) == ["manifests /m"])
        #expect(feeds.map { FeedReport($0.json) } == feeds)
    }

    @Test func whatCannotBeRemovedStaysAndSaysSo() {
        update(book, generation: "g1", [file("a")])
        book.keepFailed(Self.tls, reason: "NotRemoved", message: "busy")
        let row = book.news(since: .init(), .init()).volumes[0]
        #expect(row.state == .failed)
        #expect(row.message == "busy")
        #expect(row.generation == "g1")
        #expect(ServedVolume(row.json) == row)
    }

    @Test func certificatesAreReadAndTheirBytesLetGo() async throws {
        let pem = try TestCertificate.pem("/O=Ex/CN=web")
        let other = ServedVolume.ID(namespace: "default", pod: "web", volume: "b")
        update(book, generation: "g1", [file("ca.crt", certificate: pem), file("key")])
        update(book, other, generation: "g1", [file("x", certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n")])
        weak var held: SecretBytes?
        held = book.state.withLock { $0.certificates.first?.content }
        #expect(held != nil)
        await book.readCertificates()
        #expect(held == nil)
        let kept = ServedFile(path: "ca.crt", size: 1, mode: 0o600, hasNewBytes: false)
        update(book, generation: "g2", [kept, file("key")])
        let generations = try #require(book.history(Self.tls, contentsOf: Set(1...20))?["generations"]?.elements)
        for generation in generations {
            let files = try #require(generation["contents"]?.elements)
            #expect(files.map { $0.value(at: "certificate", "subject") } == ["CN=web,O=Ex", nil])
            let end = try #require(files[0].value(at: "certificate", "notAfter")?.text)
            #expect(Timestamp.parse(end) != nil)
        }
        #expect(book.history(other, contentsOf: Set(1...20))?["generations"]?.elements?.count == 1)
    }

    @Test func onlySmallFilesThatBeginAsACertificateAreLookedAt() throws {
        let pem = try TestCertificate.pem("/CN=web")
        #expect(CertificateSummary.mayBe(in: SecretBytes(utf8: pem)))
        #expect(!CertificateSummary.mayBe(in: SecretBytes(utf8: "x" + pem)))
        #expect(!CertificateSummary.mayBe(in: SecretBytes(utf8: "-----BEGIN CERTIFICATE REQUEST-----\n")))
        let large = pem + String(repeating: "x", count: CertificateSummary.largest)
        #expect(!CertificateSummary.mayBe(in: SecretBytes(utf8: large)))
    }

    @Test func certificatesThatWaitAreBounded() {
        let content = String(repeating: "x", count: 60_000)
        for number in 0..<200 {
            let id = ServedVolume.ID(namespace: "default", pod: "web-\(number)", volume: "tls")
            update(book, id, generation: "g1", [file("a", certificate: content)])
        }
        let (bytes, count) = book.state.withLock { ($0.certificateBytes, $0.certificates.count) }
        #expect(bytes <= ServedBook.certificateLimit)
        #expect(count == ServedBook.certificateLimit / 60_000)
    }
}
