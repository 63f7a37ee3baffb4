package import KubeObjects

extension Pod {
    /// `metadata.uid`, or one made from namespace and name where the manifest has none: the same for every edit of the
    /// manifest and after every restart, in UUID form.
    ///
    /// kubelet hashes the whole manifest instead, so there any edit makes another Pod of it; here a Pod is its name.
    /// The hash is FNV-1a with 128 bits, as kubelet's is.
    /// Source: kubelet pkg/kubelet/config/common.go applyDefaults.
    package var effectiveUID: String {
        guard metadata.uid.isEmpty else { return metadata.uid }
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in "\(metadata.namespace)/\(metadata.name)".utf8 {
            hash ^= UInt128(byte)
            hash &*= 0x0000_0000_0100_0000_0000_0000_0000_013b
        }
        var digits = String(hash, radix: 16)
        digits = String(repeating: "0", count: 32 - digits.count) + digits
        var uid = ""
        for (offset, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(offset) { uid += "-" }
            uid.append(digit)
        }
        return uid
    }
}
