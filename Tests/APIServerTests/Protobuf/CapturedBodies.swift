/// Bodies that kubectl 1.32 and 1.33 sent, byte for byte (both the same). All values in them are made up.
enum CapturedBodies {
    /// `kubectl create secret generic a --from-literal=a=b`
    static let genericSecret = bytes(
        hex: """
            6b3873000a0c0a0276311206536563726574121d0a110a016112001a0022002a0032003800420012060a01611201621a001a0022
            00
            """
    )

    /// `kubectl create secret generic many --from-literal=user=ann --from-file=bin.dat --type=example.com/t -n team`
    static let manySecret = bytes(
        hex: """
            6b3873000a0c0a027631120653656372657412490a180a046d616e7912001a047465616d22002a0032003800420012110a076269
            6e2e646174120600ff0162696e120b0a04757365721203616e6e1a0d6578616d706c652e636f6d2f741a002200
            """
    )

    /// `kubectl create secret docker-registry d --docker-server=r.example --docker-username=u --docker-password=p`
    static let registrySecret = bytes(
        hex: """
            6b3873000a0c0a0276311206536563726574128f010a110a016412001a0022002a00320038004200125a0a112e646f636b657263
            6f6e6669676a736f6e12457b226175746873223a7b22722e6578616d706c65223a7b22757365726e616d65223a2275222c227061
            7373776f7264223a2270222c2261757468223a2264547077227d7d7d1a1e6b756265726e657465732e696f2f646f636b6572636f
            6e6669676a736f6e1a002200
            """
    )

    /// `kubectl create configmap c --from-file=bin.dat --from-file=txt.dat --from-literal=k=v`
    static let configMap = bytes(
        hex: """
            6b3873000a0f0a0276311209436f6e6669674d6170123e0a110a016312001a0022002a0032003800420012060a016b120176120e
            0a077478742e646174120368690a1a110a0762696e2e646174120600ff0162696e1a002200
            """
    )

    /// `kubectl create serviceaccount robot`
    static let serviceAccount = bytes(
        hex: """
            6b3873000a140a027631120e536572766963654163636f756e7412170a150a05726f626f7412001a0022002a003200380042001a
            002200
            """
    )

    /// `kubectl create namespace team`
    static let namespace = bytes(
        hex: """
            6b3873000a0f0a02763112094e616d657370616365121c0a140a047465616d12001a0022002a0032003800420012001a020a001a
            002200
            """
    )

    /// `kubectl create token robot --audience=x --duration=600s`
    static let token = bytes(
        hex: """
            6b3873000a280a1861757468656e7469636174696f6e2e6b38732e696f2f7631120c546f6b656e5265717565737412200a100a00
            12001a0022002a0032003800420012060a017820d8041a040a0012001a002200
            """
    )

    /// `kubectl create token robot --bound-object-kind=Secret --bound-object-name=s --bound-object-uid=u`
    static let boundToken = bytes(
        hex: """
            6b3873000a280a1861757468656e7469636174696f6e2e6b38732e696f2f7631120c546f6b656e52657175657374122e0a100a00
            12001a0022002a0032003800420012141a120a06536563726574120276311a01732201751a040a0012001a002200
            """
    )

    /// `kubectl create quota q --hard=pods=1`
    static let quota = bytes(
        hex: """
            6b3873000a130a027631120d5265736f7572636551756f746112240a110a017112001a0022002a00320038004200120d0a0b0a04
            706f647312030a01311a001a002200
            """
    )

    /// `kubectl auth can-i get secrets/a --subresource=log`
    static let accessReview = bytes(
        hex: """
            6b3873000a320a17617574686f72697a6174696f6e2e6b38732e696f2f7631121753656c665375626a6563744163636573735265
            7669657712430a100a0012001a0022002a0032003800420012250a230a0764656661756c7412036765741a0022002a0773656372
            65747332036c6f673a01611a08080012001a0020001a002200
            """
    )

    /// `kubectl auth can-i get /healthz`
    static let pathReview = bytes(
        hex: """
            6b3873000a320a17617574686f72697a6174696f6e2e6b38732e696f2f7631121753656c665375626a6563744163636573735265
            76696577122f0a100a0012001a0022002a003200380042001211120f0a082f6865616c74687a12036765741a08080012001a0020
            001a002200
            """
    )

    /// `kubectl auth can-i --list -n team`
    static let rulesReview = bytes(
        hex: """
            6b3873000a310a17617574686f72697a6174696f6e2e6b38732e696f2f7631121653656c665375626a65637452756c6573526576
            69657712200a100a0012001a0022002a0032003800420012060a047465616d1a04180022001a002200
            """
    )

    /// `kubectl auth whoami`
    static let selfReview = bytes(
        hex: """
            6b3873000a2d0a1861757468656e7469636174696f6e2e6b38732e696f2f7631121153656c665375626a65637452657669657712
            1a0a100a0012001a0022002a0032003800420012060a040a0012001a002200
            """
    )

    /// `kubectl drain n1 --force --disable-eviction`, for a pod.
    static let deleteOptions = bytes(
        hex: """
            6b3873000a130a027631120d44656c6574654f7074696f6e7312001a002200
            """
    )

    static let all = [
        genericSecret, manySecret, registrySecret, configMap, serviceAccount, namespace, token, boundToken, quota,
        accessReview, pathReview, rulesReview, selfReview, deleteOptions,
    ]
}
