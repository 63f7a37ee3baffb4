package import APIServer
import KubeObjects

/// The names of Pods and their volumes as people type them.
package enum ServedName {
    /// `web`, `pod/web` or `default/web`.
    ///
    /// - Parameter namespace: Of a name that says none.
    /// - Throws: `KubectlError` with the code of wrong usage.
    package static func pod(_ text: String, namespace: String) throws(KubectlError) -> (namespace: String, pod: String)
    {
        let parts = parts(of: text, atLeast: 1)
        guard (1...2).contains(parts.count), !parts.contains("") else {
            throw KubectlError("\(text.goQuoted) is not the name of a Pod: POD, pod/POD or NAMESPACE/POD", code: 2)
        }
        return (parts.count == 2 ? parts[0] : namespace, parts[parts.count - 1])
    }

    /// `web/tls`, `pod/web/tls` or `default/web/tls`.
    ///
    /// - Parameter namespace: Of a name that says none.
    /// - Throws: `KubectlError` with the code of wrong usage.
    package static func volume(_ text: String, namespace: String) throws(KubectlError) -> ServedVolume.ID {
        let parts = parts(of: text, atLeast: 2)
        guard (2...3).contains(parts.count), !parts.contains("") else {
            throw KubectlError(
                "\(text.goQuoted) is not the name of a volume: POD/VOLUME or NAMESPACE/POD/VOLUME",
                code: 2
            )
        }
        return ServedVolume.ID(
            namespace: parts.count == 3 ? parts[0] : namespace,
            pod: parts[parts.count - 2],
            volume: parts[parts.count - 1]
        )
    }

    /// What stands between slashes, without the kind that a name may begin with, where `least` parts are left then.
    private static func parts(of text: String, atLeast least: Int) -> [String] {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let hasKind = parts.count > least && ResourceName.resources(named: parts[0]) == [.pods]
        return hasKind ? Array(parts.dropFirst()) : parts
    }
}
