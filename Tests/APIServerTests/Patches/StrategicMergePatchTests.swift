import KubeObjects
import Testing

@testable import APIServer

@Suite struct StrategicMergePatchTests {
    static let lists = [
        PatchCase(
            "merges containers by name",
            #"{"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:1"}]}}"#,
            #"{"spec":{"containers":[{"name":"b","image":"b:2"}]}}"#,
            #"{"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:2"}]}}"#
        ),
        PatchCase(
            "puts a new container where the patch competes with none",
            #"{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}"#,
            #"{"spec":{"containers":[{"name":"b"},{"name":"c"}]}}"#,
            #"{"spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}}"#
        ),
        PatchCase(
            "merges environment and mounts within a container",
            #"{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"}],"volumeMounts":[{"mountPath":"/x","name":"v"}]}]}}"#,
            #"{"spec":{"containers":[{"name":"a","env":[{"name":"Y","value":"2"}],"volumeMounts":[{"mountPath":"/x","readOnly":true}]}]}}"#,
            #"{"spec":{"containers":[{"name":"a","env":[{"name":"Y","value":"2"},{"name":"X","value":"1"}],"volumeMounts":[{"mountPath":"/x","name":"v","readOnly":true}]}]}}"#
        ),
        PatchCase(
            "ports by number",
            #"{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80}]}]}}"#,
            #"{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"}]}]}}"#,
            #"{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"}]}]}}"#
        ),
        PatchCase(
            "deletes an element",
            #"{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}"#,
            #"{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}"#,
            #"{"spec":{"containers":[{"name":"b"}]}}"#
        ),
        PatchCase(
            "deletes what is not there",
            #"{"spec":{}}"#,
            #"{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}"#,
            #"{"spec":{"containers":[]}}"#
        ),
        PatchCase(
            "replaces a list",
            #"{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}"#,
            #"{"spec":{"containers":[{"$patch":"replace"},{"name":"c"}]}}"#,
            #"{"spec":{"containers":[{"name":"c"}]}}"#
        ),
        PatchCase(
            "lists without a key are replaced",
            #"{"spec":{"tolerations":[{"key":"a"}],"volumes":[{"name":"v","secret":{"items":[{"key":"a","path":"a"}]}}]}}"#,
            #"{"spec":{"tolerations":[{"key":"b"}],"volumes":[{"name":"v","secret":{"items":[{"key":"b","path":"b"}]}}]}}"#,
            #"{"spec":{"tolerations":[{"key":"b"}],"volumes":[{"name":"v","secret":{"items":[{"key":"b","path":"b"}]}}]}}"#
        ),
        PatchCase(
            "projected sources are replaced",
            #"{"spec":{"volumes":[{"name":"v","projected":{"sources":[{"secret":{"name":"a"}}]}}]}}"#,
            #"{"spec":{"volumes":[{"name":"v","projected":{"sources":[{"configMap":{"name":"b"}}]}}]}}"#,
            #"{"spec":{"volumes":[{"name":"v","projected":{"sources":[{"configMap":{"name":"b"}}]}}]}}"#
        ),
        PatchCase(
            "conditions by type, addresses by ip",
            #"{"status":{"conditions":[{"type":"Ready","status":"False"}],"podIPs":[{"ip":"10.0.0.1"}]}}"#,
            #"{"status":{"conditions":[{"type":"Ready","status":"True"}],"podIPs":[{"ip":"10.0.0.1"}]}}"#,
            #"{"status":{"conditions":[{"type":"Ready","status":"True"}],"podIPs":[{"ip":"10.0.0.1"}]}}"#
        ),
        PatchCase(
            "elements that share a key",
            #"{"spec":{"hostAliases":[{"ip":"1","hostnames":["a"]},{"ip":"1","hostnames":["b"]}]}}"#,
            #"{"spec":{"hostAliases":[{"ip":"1","hostnames":["c"]}]}}"#,
            #"{"spec":{"hostAliases":[{"ip":"1","hostnames":["c"]},{"ip":"1","hostnames":["b"]}]}}"#
        ),
    ]

    static let directives = [
        PatchCase(
            "orders elements",
            #"{"spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"server"}]}}"#,
            ##"{"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"b"},{"name":"a"}],"containers":[{"name":"c"}]}}"##,
            #"{"spec":{"containers":[{"name":"c"},{"name":"b"},{"name":"a"},{"name":"server"}]}}"#
        ),
        PatchCase(
            "orders without changing",
            #"{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}"#,
            #"{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}}"#,
            #"{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}"#
        ),
        PatchCase(
            "orders what is not there",
            #"{"spec":{}}"#,
            #"{"spec":{"$setElementOrder/containers":[{"name":"b"}]}}"#,
            #"{"spec":{}}"#
        ),
        PatchCase(
            "orders and deletes",
            #"{"spec":{"volumes":[{"name":"a"},{"name":"b"},{"name":"c"}]}}"#,
            #"{"spec":{"$setElementOrder/volumes":[{"name":"c"},{"name":"a"}],"volumes":[{"$patch":"delete","name":"b"}]}}"#,
            #"{"spec":{"volumes":[{"name":"c"},{"name":"a"}]}}"#
        ),
        PatchCase(
            "keeps the server's own element in its place",
            #"{"spec":{"containers":[{"name":"server"},{"name":"a"}]}}"#,
            #"{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"a","image":"x"}]}}"#,
            #"{"spec":{"containers":[{"name":"server"},{"name":"a","image":"x"}]}}"#
        ),
        PatchCase(
            "retains keys",
            #"{"spec":{"volumes":[{"name":"v","secret":{"secretName":"s"}}]}}"#,
            ##"{"spec":{"volumes":[{"name":"v","$retainKeys":["name","emptyDir"],"emptyDir":{}}]}}"##,
            #"{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}"#
        ),
        PatchCase(
            "replaces an object",
            #"{"spec":{"securityContext":{"runAsUser":1}}}"#,
            #"{"spec":{"securityContext":{"$patch":"replace","runAsGroup":2,"fsGroup":null}}}"#,
            #"{"spec":{"securityContext":{"runAsGroup":2}}}"#
        ),
        PatchCase(
            "empties an object",
            #"{"metadata":{"labels":{"a":"b"}}}"#,
            #"{"metadata":{"labels":{"$patch":"delete"}}}"#,
            #"{"metadata":{"labels":{}}}"#
        ),
        PatchCase(
            "merges an object that says so",
            #"{"metadata":{"labels":{"a":"b"}}}"#,
            #"{"metadata":{"labels":{"$patch":"merge","c":"d"}}}"#,
            #"{"metadata":{"labels":{"a":"b","c":"d"}}}"#
        ),
        PatchCase(
            "adds finalizers",
            #"{"metadata":{"finalizers":["a/x","b/y"]}}"#,
            #"{"metadata":{"finalizers":["b/y","c/z"]}}"#,
            #"{"metadata":{"finalizers":["a/x","b/y","c/z"]}}"#
        ),
        PatchCase(
            "deletes and orders finalizers",
            #"{"metadata":{"finalizers":["a/x","b/y","c/z"]}}"#,
            ##"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a/x"],"$setElementOrder/finalizers":["c/z","b/y"]}}"##,
            #"{"metadata":{"finalizers":["c/z","b/y"]}}"#
        ),
        PatchCase(
            "null in front of an order removes the list",
            #"{"metadata":{"finalizers":["a/x"]}}"#,
            #"{"metadata":{"$setElementOrder/finalizers":[],"finalizers":null}}"#,
            #"{"metadata":{}}"#
        ),
        PatchCase(
            "owner references by uid",
            #"{"metadata":{"ownerReferences":[{"uid":"1","name":"a"}]}}"#,
            #"{"metadata":{"ownerReferences":[{"uid":"2","name":"b"}]}}"#,
            #"{"metadata":{"ownerReferences":[{"uid":"2","name":"b"},{"uid":"1","name":"a"}]}}"#
        ),
    ]

    static let maps = [
        PatchCase(
            "sets and removes data",
            #"{"data":{"a":"1","b":"2"}}"#,
            #"{"data":{"a":null,"c":"3"}}"#,
            #"{"data":{"b":"2","c":"3"}}"#
        ),
        PatchCase("drops nulls of a new object", "{}", #"{"data":{"a":null,"b":"1"}}"#, #"{"data":{"b":"1"}}"#),
        PatchCase("replaces by another type", #"{"data":{"a":"1"}}"#, #"{"data":"x"}"#, #"{"data":"x"}"#),
        PatchCase("sets nothing", #"{"data":{"a":"1"},"x":null}"#, "{}", #"{"data":{"a":"1"},"x":null}"#),
    ]

    @Test(arguments: lists + directives + maps) func mergesPods(row: PatchCase) throws {
        let result = try StrategicMergePatch.apply(
            try patchJSON(row.patch),
            to: try patchJSON(row.target),
            kind: "Pod"
        )
        #expect(result == (try patchJSON(row.result ?? "")))
    }

    @Test(arguments: lists + directives + maps) func anEmptyPatchChangesNothing(row: PatchCase) throws {
        let target = try patchJSON(row.target)
        #expect(try StrategicMergePatch.apply([:], to: target, kind: "Pod") == target)
    }

    static let otherKinds = [
        (
            "ServiceAccount", #"{"secrets":[{"name":"a"}]}"#, #"{"secrets":[{"name":"b"}]}"#,
            #"{"secrets":[{"name":"b"},{"name":"a"}]}"#
        ),
        (
            "ServiceAccount", #"{"imagePullSecrets":[{"name":"a"}]}"#, #"{"imagePullSecrets":[{"name":"b"}]}"#,
            #"{"imagePullSecrets":[{"name":"b"}]}"#
        ),
        (
            "Node", #"{"spec":{"taints":[{"key":"a"}]}}"#, #"{"spec":{"taints":[{"key":"b"}]}}"#,
            #"{"spec":{"taints":[{"key":"b"}]}}"#
        ),
        (
            "Node", #"{"status":{"addresses":[{"type":"A","address":"1"}]}}"#,
            #"{"status":{"addresses":[{"type":"A","address":"2"}]}}"#,
            #"{"status":{"addresses":[{"type":"A","address":"2"}]}}"#
        ),
        (
            "Namespace", #"{"spec":{"finalizers":["a"]}}"#, #"{"spec":{"finalizers":["b"]}}"#,
            #"{"spec":{"finalizers":["b"]}}"#
        ),
        (
            "Widget", #"{"metadata":{"finalizers":["a"]}}"#, #"{"metadata":{"finalizers":["b"]}}"#,
            #"{"metadata":{"finalizers":["b"]}}"#
        ),
    ]

    @Test(arguments: otherKinds) func followsTheKind(kind: String, target: String, patch: String, wanted: String) throws
    {
        let result = try StrategicMergePatch.apply(try patchJSON(patch), to: try patchJSON(target), kind: kind)
        #expect(result == (try patchJSON(wanted)))
    }

    static let mistakes = [
        ("[]", "a patch must be an object"),
        (#"{"$patch":"hunter2"}"#, "unknown patch type: $patch must be delete, replace or merge"),
        (
            #"{"spec":{"containers":[{"$patch":"hunter2"}]}}"#,
            "unknown patch type: $patch must be delete, replace or merge"
        ),
        (
            #"{"spec":{"containers":[{"image":"hunter2"}]}}"#,
            #"an element of "containers" does not have the merge key "name""#
        ),
        (
            #"{"spec":{"containers":[{"$patch":"delete"}]}}"#,
            #"an element of "containers" does not have the merge key "name""#
        ),
        (#"{"spec":{"containers":["hunter2"]}}"#, #"elements of "containers" must be objects"#),
        (#"{"metadata":{"finalizers":[{}]}}"#, #"elements of "finalizers" must be plain values"#),
        (#"{"$retainKeys":"hunter2"}"#, "$retainKeys must be an array"),
        (#"{"$retainKeys":["a"],"b":1}"#, "$retainKeys must name every field that the patch sets"),
        (#"{"$setElementOrder/x":1}"#, "$setElementOrder/x must be an array"),
        (
            #"{"metadata":{"$setElementOrder/finalizers":["a","b"],"finalizers":["b","a"]}}"#,
            #"the order of "finalizers" in the patch does not match its $setElementOrder"#
        ),
    ]

    @Test(arguments: mistakes) func saysWhatIsWrong(patch: String, message: String) throws {
        let patch = try patchJSON(patch)
        #expect(throws: PatchError.malformed(message)) { try StrategicMergePatch.apply(patch, to: [:], kind: "Pod") }
    }

    @Test func takesTheDeepestDocuments() throws {
        #expect(try StrategicMergePatch.apply(nested(512, 2), to: nested(512), kind: "Pod") == nested(512, 2))
    }
}
