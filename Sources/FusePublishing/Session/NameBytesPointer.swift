import Publishing

/// A name as libfuse takes it: characters and their number.
struct NameBytesPointer {
    private let name: NameBytes

    init(_ name: NameBytes) {
        self.name = name
    }

    func with(_ body: (UnsafePointer<CChar>, Int) -> Int32) {
        let bytes = name.bytes.map { CChar(bitPattern: $0) } + [0]
        _ = bytes.withUnsafeBufferPointer { $0.baseAddress.map { body($0, bytes.count - 1) } }
    }
}
