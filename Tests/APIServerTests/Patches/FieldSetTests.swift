import KubeObjects
import Testing

@testable import APIServer

@Suite struct FieldSetTests {
    private func fields(_ object: String, kind: String = "Pod") throws -> FieldSet {
        FieldSet(ofObject: try patchJSON(object), type: SchemaType(kind: kind))
    }

    static let objects = [
        (#"{"data":{"k":"dg=="}}"#, #"{"f:data":{"f:k":{}}}"#),
        (
            #"{"spec":{"containers":[{"name":"x","image":"i","ports":[{"containerPort":80}]}]}}"#,
            #"{"f:spec":{"f:containers":{"k:{\"name\":\"x\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}}}}"#
        ),
        (
            #"{"metadata":{"finalizers":["a/x"],"labels":{}}}"#,
            #"{"f:metadata":{"f:finalizers":{"v:\"a/x\"":{}},"f:labels":{}}}"#
        ),
        (
            #"{"spec":{"tolerations":[{"key":"a"}],"nodeSelector":{"a":"b"}}}"#,
            #"{"f:spec":{"f:nodeSelector":{},"f:tolerations":{}}}"#
        ),
        (
            #"{"spec":{"imagePullSecrets":[{"name":"a"}]}}"#,
            #"{"f:spec":{"f:imagePullSecrets":{"k:{\"name\":\"a\"}":{}}}}"#
        ),
        (
            #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","uid":"1","namespace":"n"},"data":{"a":null}}"#,
            "{}"
        ),
    ]

    @Test(arguments: objects) func writesTheFieldsOfAnObject(object: String, fieldsV1: String) throws {
        let fields = try fields(object)
        #expect(fields.fieldsV1 == (try patchJSON(fieldsV1)))
        #expect(FieldSet(fieldsV1: fields.fieldsV1) == fields)
    }

    @Test func showsPaths() throws {
        let object =
            #"{"data":{"k":"v"},"metadata":{"finalizers":["f"]},"spec":{"containers":[{"name":"x","image":"i"}]}}"#
        #expect(
            try fields(object).shownPaths == [
                ".data.k", #".metadata.finalizers[="f"]"#, #".spec.containers[name="x"]"#,
                #".spec.containers[name="x"].image"#, #".spec.containers[name="x"].name"#,
            ]
        )
    }

    @Test func calculates() throws {
        let one = try fields(#"{"data":{"a":"1","b":"1"}}"#)
        let two = try fields(#"{"data":{"b":"1","c":"1"},"type":"t"}"#)
        #expect(one.union(two) == (try fields(#"{"data":{"a":"1","b":"1","c":"1"},"type":"t"}"#)))
        #expect(one.intersection(two) == (try fields(#"{"data":{"b":"1"}}"#)))
        #expect(two.subtracting(one) == (try fields(#"{"data":{"c":"1"},"type":"t"}"#)))
        #expect(one.subtracting(one).isEmpty)
    }
}
