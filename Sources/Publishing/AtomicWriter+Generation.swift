import KubeObjects
import LinuxSystem
import Projection
import SystemPackage

extension AtomicWriter {
    package static let dataName = "..data"
    package static let temporaryName = "..data_tmp"

    /// Step 4: the directory alone.
    func makeGeneration(
        after live: LiveVolume,
        in root: borrowing Directory
    ) throws(PublishError) -> GenerationName {
        var attempts = 0
        while true {
            let name = GenerationName(seconds: timestamp(), random: random(), after: live.generation)
            do throws(SystemError) {
                try root.makeDirectory(name.entry, mode: 0o755)
                return name
            } catch {
                attempts += 1
                guard error.errno == .fileExists, attempts < 16 else { throw .system(error) }
            }
        }
    }

    /// Steps 4 and 5: what is in the directory.
    func fill(_ name: GenerationName, _ plan: PublishPlan, in root: borrowing Directory) throws(PublishError) {
        do throws(SystemError) {
            try probe?(.madeGeneration)
            // Paths of several components need no walk by descriptors in here: root made these directories a moment
            // ago, 0755, on a filesystem that nobody else can write to.
            let generation = try root.open(name.entry)
            for directory in GenerationPaths.directories(of: plan.next.files) {
                try generation.makeDirectory(directory, mode: 0o755)
                try probe?(.madeDirectory(directory))
            }
            if let old = plan.live.generation, plan.next.origins.contains(where: { $0 != .written }) {
                try fill(generation, from: try root.open(old.entry), plan)
            } else {
                for file in plan.next.files { try create(file, file.content, in: generation, plan.owner) }
            }
        } catch {
            throw .system(error)
        }
    }

    private func fill(
        _ generation: borrowing Directory,
        from previous: borrowing Directory,
        _ plan: PublishPlan
    ) throws(SystemError) {
        for (file, origin) in zip(plan.next.files, plan.next.origins) {
            switch origin {
            case .unchanged, .retained:
                try previous.link(file.path.text, to: generation, as: file.path.text)
                try probe?(.linked(file.path.text))
            case .written:
                try create(file, file.content, in: generation, plan.owner)
            case .copied:
                let content = if let known = file.content { known } else { try previous.contents(of: file) }
                try create(file, content, in: generation, plan.owner)
            }
        }
    }

    /// Steps 7 and 8.
    func commit(_ name: GenerationName, in root: borrowing Directory) throws(PublishError) {
        do throws(SystemError) {
            do throws(SystemError) {
                try root.makeLink(Self.temporaryName, to: name.entry)
            } catch let error where error.errno == .fileExists {
                try root.unlink(Self.temporaryName)
                try root.makeLink(Self.temporaryName, to: name.entry)
            }
            try probe?(.madeTemporaryLink)
            try root.rename(Self.temporaryName, to: Self.dataName)
        } catch {
            throw .system(error)
        }
        // Nothing after the commit is a failure.
        try? probe?(.committed)
    }

    /// Takes back what a failed publish made. What stays all the same is swept by the next one.
    func undo(_ name: GenerationName, _ names: VolumeNames, in root: borrowing Directory) {
        try? root.unlink(Self.temporaryName)
        for link in names.addedLinks where (try? Self.isLinkToKey(link, in: root)) == true {
            try? root.unlink(link)
        }
        try? root.removeTree(name.entry)
    }

    /// Step 10. Whether nothing stayed.
    func removeGeneration(of live: LiveVolume, in root: borrowing Directory) -> Bool {
        do throws(SystemError) {
            guard let name = live.generation else { return true }
            guard !live.isIrregular else {
                try root.removeTree(name.entry)
                return true
            }
            let generation = try root.open(name.entry)
            for file in live.files {
                try generation.unlink(file.path.text)
                try probe?(.removedFile(file.path.text))
            }
            for directory in live.directories.reversed() {
                try generation.removeDirectory(directory)
                try probe?(.removedDirectory(directory))
            }
            try root.removeDirectory(name.entry)
            try probe?(.removedGeneration)
            return true
        } catch {
            return false
        }
    }

    private func create(
        _ file: LiveFile,
        _ content: SecretBytes?,
        in generation: borrowing Directory,
        _ owner: FileOwner
    ) throws(SystemError) {
        let path = file.path.text
        // A file of unknown content is never written; `NextGeneration` only copies or links those.
        guard let content else { throw SystemError("write", path, .invalidArgument) }
        let descriptor = try generation.create(path, mode: file.mode)
        try probe?(.created(path))
        if file.uid != owner.uid || file.gid != owner.gid {
            try descriptor.changeOwner(uid: file.uid, gid: file.gid, subject: path)
            try probe?(.changedOwner(path))
        }
        try content.withBytes { (bytes) throws(SystemError) in try descriptor.write(bytes, subject: path) }
        try probe?(.wrote(path))
    }
}

extension Directory {
    /// Reads a whole file of a generation.
    func contents(of file: LiveFile) throws(SystemError) -> SecretBytes {
        let path = file.path.text
        let descriptor = try openForReading(path)
        return try SecretBytes(capacity: file.size) { (buffer) throws(SystemError) in
            try descriptor.read(into: buffer, subject: path)
        }
    }
}
