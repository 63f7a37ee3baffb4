import KubeObjects
import Testing

@Suite struct VolumeMountValidationTests {
    private static let mount0 = "spec.containers[0].volumeMounts[0]"

    /// A Pod with the volumes `a` and `b`, mounted so.
    private static func mounts(
        _ mounts: VolumeMount...,
        devices: [VolumeDevice] = [],
        privileged: Bool? = nil
    ) -> KubeObject {
        .pod(volumes: ["a", "b"].map { Volume(name: $0, .other("emptyDir")) }, mounts: mounts) {
            $0.containers[0].volumeDevices = devices
            $0.containers[0].securityContext.privileged = privileged
        }
    }

    private static func mount(
        _ path: String = "/foo",
        subPath: String = "",
        expression: String = "",
        readOnly: Bool = false,
        propagation: String? = nil,
        recursive: String? = nil
    ) -> VolumeMount {
        VolumeMount(
            name: "a",
            mountPath: path,
            subPath: subPath,
            subPathExpr: expression,
            readOnly: readOnly,
            mountPropagation: propagation,
            recursiveReadOnly: recursive
        )
    }

    @Test(arguments: [
        ValidationCase("several paths", mounts(mount("/foo"), mount("/bar"), mount("/foo/bar"))),
        ValidationCase("relative paths", mounts(mount("foo"), mount("."), mount("..data"), mount("c:/foo"))),
        ValidationCase("subPath", mounts(mount(subPath: "baz"))),
        ValidationCase("subPath with a dot", mounts(mount(subPath: ".baz"))),
        ValidationCase("subPath with dots", mounts(mount(subPath: "..baz"))),
        ValidationCase("subPath into the live generation", mounts(mount(subPath: "..data/key"))),
        ValidationCase("expression", mounts(mount(expression: "$(POD)/x"))),
        ValidationCase(
            "empty name",
            mounts(VolumeMount(name: "", mountPath: "/foo")),
            errors: ["\(mount0).name: Required value"]
        ),
        ValidationCase(
            "unknown volume",
            mounts(VolumeMount(name: "typo", mountPath: "/foo")),
            errors: ["\(mount0).name: Not found: \"typo\""]
        ),
        ValidationCase("empty path", mounts(mount("")), errors: ["\(mount0).mountPath: Required value"]),
        ValidationCase(
            "same path twice",
            mounts(mount("/foo"), mount("/bar"), VolumeMount(name: "b", mountPath: "/foo")),
            errors: ["spec.containers[0].volumeMounts[2].mountPath: Invalid value: \"/foo\": must be unique"]
        ),
        ValidationCase("paths are compared as written", mounts(mount("/foo"), mount("/foo/"))),
        ValidationCase("paths are compared byte for byte", mounts(mount("/\u{E9}"), mount("/e\u{301}"))),
        ValidationCase(
            "absolute subPath",
            mounts(mount(subPath: "/baz")),
            errors: ["\(mount0).subPath: Invalid value: \"/baz\": must be a relative path"]
        ),
        ValidationCase(
            "subPath that leads up",
            mounts(mount(subPath: "../baz")),
            errors: ["\(mount0).subPath: Invalid value: \"../baz\": must not contain '..'"]
        ),
        ValidationCase(
            "subPath that leads up and down",
            mounts(mount(subPath: "baz/../bat")),
            errors: ["\(mount0).subPath: Invalid value: \"baz/../bat\": must not contain '..'"]
        ),
        ValidationCase(
            "subPath ./..",
            mounts(mount(subPath: "./..")),
            errors: ["\(mount0).subPath: Invalid value: \"./..\": must not contain '..'"]
        ),
        ValidationCase(
            "both kinds of subPath",
            mounts(mount(subPath: "a", expression: "$(B)")),
            errors: [
                "\(mount0).subPathExpr: Invalid value: \"$(B)\": subPathExpr and subPath are mutually exclusive"
            ]
        ),
        ValidationCase(
            "absolute expression",
            mounts(mount(expression: "/$(B)/..")),
            errors: [
                "\(mount0).subPathExpr: Invalid value: \"/$(B)/..\": must be a relative path",
                "\(mount0).subPathExpr: Invalid value: \"/$(B)/..\": must not contain '..'",
            ]
        ),
    ])
    func namesAndPaths(row: ValidationCase) { row.check() }

    @Test func initContainersAreCheckedToo() {
        ValidationCase(
            "",
            .pod {
                $0.initContainers = [
                    Container(name: "init", image: "i", volumeMounts: [VolumeMount(name: "x", mountPath: "/x")])
                ]
            },
            errors: ["spec.initContainers[0].volumeMounts[0].name: Not found: \"x\""]
        ).check()
    }

    private static let device0 = "spec.containers[0].volumeDevices[0]"

    @Test(arguments: [
        ValidationCase(
            "apart",
            mounts(mount("/foo"), devices: [VolumeDevice(name: "b", devicePath: "/dev/xvda")])
        ),
        ValidationCase(
            "same volume",
            mounts(mount("/foo"), devices: [VolumeDevice(name: "a", devicePath: "/dev/xvda")]),
            errors: [
                "\(device0).name: Invalid value: \"a\": must not already exist in volumeMounts",
                "\(mount0).name: Invalid value: \"a\": must not already exist in volumeDevices",
            ]
        ),
        ValidationCase(
            "same path",
            mounts(mount("/foo"), devices: [VolumeDevice(name: "b", devicePath: "/foo")]),
            errors: [
                "\(device0).devicePath: Invalid value: \"/foo\": must not already exist as a path in volumeMounts",
                "\(mount0).mountPath: Invalid value: \"/foo\": must not already exist as a path in volumeDevices",
            ]
        ),
        ValidationCase(
            "same volume and path",
            mounts(mount("/foo"), devices: [VolumeDevice(name: "a", devicePath: "/foo")]),
            errors: [
                "\(device0).devicePath: Invalid value: \"/foo\": must not already exist as a path in volumeMounts",
                "\(device0).name: Invalid value: \"a\": must not already exist in volumeMounts",
                "\(mount0).mountPath: Invalid value: \"/foo\": must not already exist as a path in volumeDevices",
                "\(mount0).name: Invalid value: \"a\": must not already exist in volumeDevices",
            ]
        ),
    ])
    func devicesAreNoMounts(row: ValidationCase) { row.check() }

    private static let privileged =
        "\(mount0).mountPropagation: Forbidden: "
        + "Bidirectional mount propagation is available only to privileged containers"

    /// Every propagation with a container that says nothing, that is unprivileged and that is privileged.
    @Test(arguments: [nil, "None", "HostToContainer", "Bidirectional"], [nil, false, true])
    func bidirectionalNeedsPrivilege(propagation: String?, privileged: Bool?) {
        let isRefused = propagation == "Bidirectional" && privileged != true
        ValidationCase(
            "",
            Self.mounts(Self.mount(propagation: propagation), privileged: privileged),
            errors: isRefused ? [Self.privileged] : []
        ).check()
    }

    @Test(arguments: [
        ValidationCase(
            "unknown propagation",
            mounts(mount(propagation: "Sideways")),
            errors: [
                "\(mount0).mountPropagation: Unsupported value: \"Sideways\": "
                    + "supported values: \"Bidirectional\", \"HostToContainer\", \"None\""
            ]
        ),
        ValidationCase("nil", mounts(mount(readOnly: true))),
        ValidationCase("disabled", mounts(mount(recursive: "Disabled"))),
        ValidationCase("disabled, read only", mounts(mount(readOnly: true, recursive: "Disabled"))),
        ValidationCase("if possible", mounts(mount(readOnly: true, recursive: "IfPossible"))),
        ValidationCase("enabled", mounts(mount(readOnly: true, recursive: "Enabled"))),
        ValidationCase("enabled, None", mounts(mount(readOnly: true, propagation: "None", recursive: "Enabled"))),
        ValidationCase(
            "disabled, HostToContainer",
            mounts(mount(propagation: "HostToContainer", recursive: "Disabled"))
        ),
        ValidationCase(
            "if possible, writable",
            mounts(mount(recursive: "IfPossible")),
            errors: ["\(mount0).recursiveReadOnly: Forbidden: may only be specified when readOnly is true"]
        ),
        ValidationCase(
            "enabled, writable",
            mounts(mount(recursive: "Enabled")),
            errors: ["\(mount0).recursiveReadOnly: Forbidden: may only be specified when readOnly is true"]
        ),
        ValidationCase(
            "enabled, HostToContainer",
            mounts(mount(readOnly: true, propagation: "HostToContainer", recursive: "Enabled")),
            errors: [
                "\(mount0).recursiveReadOnly: Forbidden: "
                    + "may only be specified when mountPropagation is None or not specified"
            ]
        ),
        ValidationCase(
            "unknown mode",
            mounts(mount(recursive: "Always")),
            errors: [
                "\(mount0).recursiveReadOnly: Unsupported value: \"Always\": "
                    + "supported values: \"Disabled\", \"Enabled\", \"IfPossible\""
            ]
        ),
    ])
    func propagationAndRecursiveReadOnly(row: ValidationCase) { row.check() }
}
