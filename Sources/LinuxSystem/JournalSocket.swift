/// systemd's journal, spoken to in its own protocol, so that an entry has fields besides its text.
///
/// Source: systemd.io/JOURNAL_NATIVE_PROTOCOL: one datagram an entry, `NAME=value` and a line break for each field.
package struct JournalSocket: ~Copyable, Sendable {
    package static let systemPath = "/run/systemd/journal/socket"

    private let socket: DatagramSocket
    private let path: String

    /// - Throws: `socket`, when descriptors or memory have run out. Whether a journal listens shows when it is sent to.
    package init(path: String) throws(SystemError) {
        socket = try DatagramSocket()
        // A journal that hangs must not hold its writer for ever. Any other is done in microseconds.
        socket.limitSending(to: .seconds(1))
        self.path = path
    }

    /// - Throws: `ENOENT` and `ECONNREFUSED` where no journal listens, `EAGAIN` where it did not read for a second.
    package func send(_ fields: [(name: String, value: String)]) throws(SystemError) {
        try socket.send(Self.message(fields), to: path)
    }

    /// A value of several lines has its length in front, 64 bits with the lowest byte first, so that no line of it can
    /// pass for a field.
    static func message(_ fields: [(name: String, value: String)]) -> [UInt8] {
        var message: [UInt8] = []
        for (name, value) in fields {
            message += name.utf8
            if value.utf8.contains(UInt8(ascii: "\n")) {
                message.append(UInt8(ascii: "\n"))
                withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { message += $0 }
            } else {
                message.append(UInt8(ascii: "="))
            }
            message += value.utf8
            message.append(UInt8(ascii: "\n"))
        }
        return message
    }
}
