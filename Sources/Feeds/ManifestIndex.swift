package import KubeObjects

/// Which object is served from which manifest file: a feed's whole state as a value.
///
/// A file counts as a whole: one error in it, and its last good objects stay. An object that several files hold is
/// served from the first of them in `ManifestFileID` order, and the others are warned about; when the first gives it up,
/// the next takes over.
package struct ManifestIndex: Sendable {
    /// What follows from a step for whoever uses the objects.
    package struct Change: Equatable, Sendable {
        /// New and altered objects, in order of their files and documents.
        package var applied: [KubeObject]
        /// Sorted.
        package var deleted: [ObjectKey]

        package var isEmpty: Bool { applied.isEmpty && deleted.isEmpty }

        package init(applied: [KubeObject] = [], deleted: [ObjectKey] = []) {
            self.applied = applied
            self.deleted = deleted
        }
    }

    private struct File {
        /// The last good version: each object once.
        var claims: [ObjectKey: Claim] = [:]
        var isAway = false
        /// Of the newest version, which need not be the one that is served.
        var problems: [FeedProblem] = []
    }

    private struct Claim {
        var object: KubeObject
        var mark: SourceMark
        /// Its place among the file's claims.
        var position: Int
    }

    /// Each path's own problems, by place in the feed's list of paths.
    private var pathProblems: [Int: [FeedProblem]] = [:]
    private let displayPaths: [String]
    private var files: [ManifestFileID: File] = [:]
    /// Who holds an object, the one that serves it first.
    private var claimants: [ObjectKey: [ManifestFileID]] = [:]
    /// Objects that more than one file holds.
    private var contested: Set<ObjectKey> = []

    /// - Parameter paths: The feed's paths as people gave them, in order of precedence.
    package init(paths: [String]) {
        displayPaths = paths
    }

    /// The files that are known, in order.
    package var knownFiles: [ManifestFileID] { files.keys.sorted() }

    /// Whether nothing was refused or out of reach: then what is not served is gone.
    package var isWhole: Bool { problems.allSatisfy { $0.severity != .error } }

    /// All objects that are served, in order of their files and documents.
    package var objects: [KubeObject] { inOrder(Array(claimants.keys)) }

    /// The file that an object is served from, as messages name it.
    package func origin(of key: ObjectKey) -> String? { claimants[key]?.first.map(displayPath) }

    /// How messages name a file.
    package func displayPath(of file: ManifestFileID) -> String {
        let path = displayPaths[file.path]
        if file.name.isEmpty { return path }
        return path.hasSuffix("/") ? path + file.name : "\(path)/\(file.name)"
    }

    /// Says what is wrong with one of the paths itself, for example that it is missing; empty when it is healthy.
    package mutating func setProblems(_ problems: [FeedProblem], ofPath path: Int) {
        pathProblems[path] = problems.isEmpty ? nil : problems
    }

    /// Takes in what was found out about files, all as one step.
    package mutating func update(_ updates: [ManifestUpdate]) -> Change {
        var touched: Set<ObjectKey> = []
        for update in updates {
            files[update.file].map { touched.formUnion($0.claims.keys) }
            if case .read(let manifest) = update.finding {
                manifest.entries.forEach { touched.insert($0.object.key) }
            }
        }
        let before = touched.reduce(into: [:]) { served, key in served[key] = servedObject(key) }
        for update in updates { take(update) }

        var applied: [ObjectKey] = []
        var deleted: [ObjectKey] = []
        for key in touched {
            switch (before[key], servedObject(key)) {
            case (_?, nil): deleted.append(key)
            case (let old, let new?) where old != new: applied.append(key)
            default: break
            }
        }
        return Change(applied: inOrder(applied), deleted: deleted.sorted())
    }

    /// Everything that is wrong now: by path, and within it by file.
    package var problems: [FeedProblem] {
        var byFile = files.filter { !$0.value.problems.isEmpty }.mapValues(\.problems)
        for key in contested.sorted() {
            for (file, warning) in duplicateWarnings(of: key) { byFile[file, default: []].append(warning) }
        }
        let filesInOrder = byFile.sorted { $0.key < $1.key }
        return displayPaths.indices.flatMap { path in
            (pathProblems[path] ?? []) + filesInOrder.filter { $0.key.path == path }.flatMap(\.value)
        }
    }

    // MARK: - One file

    private mutating func take(_ update: ManifestUpdate) {
        var file = files[update.file] ?? File()
        switch update.finding {
        case .read(let manifest):
            let path = displayPath(of: update.file)
            let forbidden = Self.forbiddenChanges(in: manifest, of: file).map { FeedProblem($0, in: path) }
            file.problems = manifest.problems.map { FeedProblem($0, in: path) } + forbidden
            if manifest.errors.isEmpty, forbidden.isEmpty {
                replaceClaims(of: update.file, in: &file, with: manifest.entries)
            }
            setAway(false, update.file, &file)
        case .refused(let problem):
            file.problems = [problem]
            setAway(false, update.file, &file)
        case .away:
            // The problems stay as the objects do: a broken file that is moved aside for its next version does not make
            // the state whole.
            setAway(true, update.file, &file)
        case .removed:
            replaceClaims(of: update.file, in: &file, with: [])
            files[update.file] = nil
            return
        }
        files[update.file] = file
    }

    /// Edits of objects that this file has declared immutable. Whoever means it removes the file and writes a new one,
    /// which need not wait until the old one's end is certain.
    private static func forbiddenChanges(in manifest: Manifest, of file: File) -> [ManifestProblem] {
        guard !file.isAway else { return [] }
        return manifest.entries.flatMap { entry -> [ManifestProblem] in
            guard let old = file.claims[entry.object.key]?.object, old.isImmutable else { return [] }
            let subject = "\(entry.object.kind.rawValue) \(entry.object.metadata.name.goQuoted)"
            return entry.object.validateUpdate(from: old).map { error in
                ManifestProblem(.error, at: entry.mark, subject: subject, message: "\(error)")
            }
        }
    }

    private mutating func replaceClaims(of id: ManifestFileID, in file: inout File, with entries: [Manifest.Entry]) {
        for key in file.claims.keys {
            let left = claimants[key]?.filter { $0 != id } ?? []
            claimants[key] = left.isEmpty ? nil : left
            if left.count < 2 { contested.remove(key) }
        }
        file.claims = [:]
        for entry in entries {
            let key = entry.object.key
            if let first = file.claims[key] {
                let path = displayPath(of: id)
                file.problems.append(.duplicate(key, at: entry.mark, in: path, servedFrom: "\(path):\(first.mark)"))
                continue
            }
            file.claims[key] = Claim(object: entry.object, mark: entry.mark, position: file.claims.count)
            claimants[key, default: []].append(id)
        }
        // The ranking of a new claim needs the file's own state.
        files[id] = file
        for key in file.claims.keys { rank(key) }
    }

    private mutating func setAway(_ isAway: Bool, _ id: ManifestFileID, _ file: inout File) {
        guard file.isAway != isAway else { return }
        file.isAway = isAway
        files[id] = file
        for key in file.claims.keys { rank(key) }
    }

    /// Puts an object's claimants in order: files that are there before files that are away.
    private mutating func rank(_ key: ObjectKey) {
        guard let holders = claimants[key], holders.count > 1 else { return }
        contested.insert(key)
        claimants[key] = holders.sorted { left, right in
            let (leftAway, rightAway) = (files[left]?.isAway == true, files[right]?.isAway == true)
            return leftAway == rightAway ? left < right : rightAway
        }
    }

    // MARK: - One object

    private func claim(of file: ManifestFileID?, on key: ObjectKey) -> Claim? {
        file.flatMap { files[$0] }?.claims[key]
    }

    private func servedObject(_ key: ObjectKey) -> KubeObject? {
        claim(of: claimants[key]?.first, on: key)?.object
    }

    private func inOrder(_ keys: [ObjectKey]) -> [KubeObject] {
        let placed = keys.compactMap { key -> (file: ManifestFileID, claim: Claim)? in
            guard let file = claimants[key]?.first, let claim = claim(of: file, on: key) else { return nil }
            return (file, claim)
        }
        return placed.sorted { ($0.file, $0.claim.position) < ($1.file, $1.claim.position) }.map(\.claim.object)
    }

    /// One warning for each file that holds an object which another one serves.
    private func duplicateWarnings(of key: ObjectKey) -> [(ManifestFileID, FeedProblem)] {
        let present = (claimants[key] ?? []).filter { files[$0]?.isAway == false }
        guard let first = present.first, let winner = claim(of: first, on: key) else { return [] }
        let place = "\(displayPath(of: first)):\(winner.mark)"
        return present.dropFirst().compactMap { file in
            claim(of: file, on: key).map {
                (file, .duplicate(key, at: $0.mark, in: displayPath(of: file), servedFrom: place))
            }
        }
    }
}
