import KubeObjects
import LinuxSystem
import SystemPackage

extension ManifestWatcher {
    /// Reads files, on all cores if they are many, and says what that means for the index; nothing where it means nothing
    /// yet.
    func read(_ files: [LookedAtFile]) -> [ManifestFileID: ManifestUpdate.Finding] {
        var findings: [ManifestFileID: ManifestUpdate.Finding] = [:]
        var followed: [LookedAtFile] = []
        for (file, reading) in zip(files, ParallelReading.load(files.map(\.path), with: reader)) {
            switch reading {
            case .symlink where file.file.name.isEmpty, .refused(.notRegular(.directory)) where file.file.name.isEmpty:
                // The path is no longer a plain file: follow it anew.
                pathChecks[file.file.path] = clock.now
                continue
            case .symlink: break
            default:
                if table.isWatching(.link(file.file)) { unwatch(.link(file.file)) }
                findings[file.file] = settle(file, reading)
                continue
            }
            var target = file
            switch follow(file.path, for: .link(file.file)).end {
            case .file(let step):
                target.path = step.path
                followed.append(target)
            case .directory: findings[file.file] = settle(file, .refused(.notRegular(.directory)))
            case .missing(_, .noSuchFileOrDirectory): findings[file.file] = settle(file, .refused(.dangling))
            case .missing(let step, let errno):
                findings[file.file] = settle(file, .refused(.system(SystemError("stat", step.path, errno))))
            }
        }
        for (file, reading) in zip(followed, ParallelReading.load(followed.map(\.path), with: reader)) {
            switch reading {
            // Replaced since it was followed: the watches of its way have told, or will.
            case .absent, .symlink: findings[file.file] = settle(file, .refused(.dangling))
            default: findings[file.file] = settle(file, reading)
            }
        }
        return findings
    }

    private func settle(_ file: LookedAtFile, _ reading: ManifestReading) -> ManifestUpdate.Finding? {
        let id = file.file
        switch reading {
        case .content(let manifest, let signature):
            settled(id, Tracked(signature: signature))
            return .read(manifest)
        case .absent, .symlink:
            return file.occasion == .check ? removed(id) : absent(id)
        case .refused(.beingWritten): return awaitWriter(of: file)
        case .refused(let refusal):
            if file.occasion == .event, refusal == .dangling || refusal == .empty {
                if tracked[id] == nil { tracked[id] = Tracked() }
                tracked[id]?.signature = nil
                checkLater(id)
                return nil
            }
            settled(id, Tracked(isUnreadable: true))
            return .refused(refusal.problem(at: index.displayPath(of: id)))
        }
    }

    private func settled(_ file: ManifestFileID, _ state: Tracked) {
        tracked[file] = state
        fileChecks[file] = nil
        if table.isWatching(.writer(file)) { unwatch(.writer(file)) }
    }

    /// Watches for the writer's end, then looks once more, for the writer may have ended before the watch was there.
    private func awaitWriter(of file: LookedAtFile) -> ManifestUpdate.Finding? {
        watchWriter(of: file.file, at: file.path)
        var reading = reader.load(file.path)
        if case .refused(.beingWritten) = reading, file.occasion == .look, let inotify {
            // Most writers are done in a moment, and a child that was just forked holds what its parent had open until
            // it executes: worth a short wait for the close before anybody is told.
            _ = try? Poll.readable([inotify.rawValue], timeout: .milliseconds(50))
            reading = reader.load(file.path)
        }
        guard case .refused(.beingWritten) = reading else { return settle(file, reading) }
        tracked[file.file] = Tracked(wasAway: tracked[file.file]?.wasAway ?? false)
        fileChecks[file.file] = nil
        // In the middle of a save nobody needs to be told; a file that is found open deserves a word.
        guard file.occasion == .look else { return nil }
        return .refused(ManifestRefusal.beingWritten.problem(at: index.displayPath(of: file.file)))
    }
}
