import Glibc
import LinuxSystem

/// The lines that a hook prints, bounded in length and number.
struct HookOutput: ~Copyable {
    /// In bytes; the rest of the line is left out.
    private static let longestLine = 1024
    private static let mostLines = 200

    private let pipe: OwnedFD
    private let tell: (String) -> Void
    private var line: [UInt8] = []
    private var lines = 0
    /// Whether the hook, and whoever has its end of the pipe, may still print.
    private(set) var isOpen = true

    /// Borrowed.
    var rawValue: Int32 { pipe.rawValue }

    init(_ pipe: consuming OwnedFD, tell: @escaping (String) -> Void) {
        self.pipe = pipe
        self.tell = tell
    }

    /// Takes what is there. Never blocks.
    mutating func drain() {
        var buffer = [UInt8](repeating: 0, count: 8192)
        // A hook that prints faster than this reads must not keep the end of its time from being seen.
        for _ in 0..<16 where isOpen {
            let count = read(pipe.rawValue, &buffer, buffer.count)
            if count < 0 { return }
            if count == 0 { isOpen = false }
            for byte in buffer[..<count] { take(byte) }
        }
    }

    /// The last line need not have an end.
    mutating func finish() {
        drain()
        if !line.isEmpty { endLine() }
    }

    private mutating func take(_ byte: UInt8) {
        if byte == UInt8(ascii: "\n") {
            endLine()
        } else if line.count < Self.longestLine {
            line.append(byte)
        }
    }

    private mutating func endLine() {
        lines += 1
        if lines <= Self.mostLines {
            tell(BoundedText.of(String(decoding: line, as: UTF8.self), limit: Self.longestLine))
        } else if lines == Self.mostLines + 1 {
            tell("… further lines are left out")
        }
        line.removeAll(keepingCapacity: true)
    }
}
