import KubeObjects
import Testing

@Suite struct PodValidationTests {
    @Test(arguments: [
        ValidationCase("valid", .pod()),
        ValidationCase(
            "names of node and account",
            .pod(serviceAccountName: "a_b") { $0.nodeName = "Node" },
            errors: [
                "spec.nodeName: Invalid value: \"Node\": \(Sentence.subdomain)",
                "spec.serviceAccountName: Invalid value: \"a_b\": \(Sentence.subdomain)",
            ]
        ),
        ValidationCase(
            "no container",
            .pod { $0.containers = [] },
            errors: ["spec.containers: Required value"]
        ),
        ValidationCase(
            "container without name and image",
            .pod { $0.containers = [Container(name: "")] },
            errors: ["spec.containers[0].image: Required value", "spec.containers[0].name: Required value"]
        ),
        ValidationCase(
            "bad container name",
            .pod { $0.containers[0].name = "a.b" },
            errors: ["spec.containers[0].name: Invalid value: \"a.b\": must not contain dots"]
        ),
        ValidationCase(
            "name of an init container again",
            .pod { $0.initContainers = [Container(name: "main", image: "i"), Container(name: "main", image: "i")] },
            errors: [
                "spec.containers[0].name: Duplicate value: \"main\"",
                "spec.initContainers[1].name: Duplicate value: \"main\"",
            ]
        ),
    ])
    func identityAndContainers(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "bounds",
            .pod {
                $0.securityContext = PodSecurityContext(
                    runAsUser: 0,
                    runAsGroup: 2_147_483_647,
                    fsGroup: 0,
                    supplementalGroups: [0, 2_147_483_647]
                )
            }
        ),
        ValidationCase(
            "beyond",
            .pod {
                $0.securityContext = PodSecurityContext(
                    runAsUser: -1,
                    runAsGroup: 2_147_483_648,
                    fsGroup: -1,
                    supplementalGroups: [1, -1]
                )
                $0.containers[0].securityContext = ContainerSecurityContext(runAsUser: -2, runAsGroup: -3)
            },
            errors: [
                "spec.containers[0].securityContext.runAsGroup: Invalid value: -3: \(Sentence.id)",
                "spec.containers[0].securityContext.runAsUser: Invalid value: -2: \(Sentence.id)",
                "spec.securityContext.fsGroup: Invalid value: -1: \(Sentence.id)",
                "spec.securityContext.runAsGroup: Invalid value: 2147483648: \(Sentence.id)",
                "spec.securityContext.runAsUser: Invalid value: -1: \(Sentence.id)",
                "spec.securityContext.supplementalGroups[1]: Invalid value: -1: \(Sentence.id)",
            ]
        ),
    ])
    func identifiersFitTheKernel(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "good",
            .pod {
                $0.containers[0].limits = ["cpu": "500m", "memory": "64Mi"]
                $0.containers[0].requests = ["cpu": "0.5", "memory": "64Mi", "example.com/gpu": "1"]
            }
        ),
        ValidationCase(
            "more requested than allowed",
            .pod {
                $0.containers[0].limits = ["cpu": "1", "memory": "bad"]
                $0.containers[0].requests = ["cpu": "1001m", "memory": "1"]
            },
            errors: [
                "spec.containers[0].resources.limits[memory]: Invalid value: \"bad\": \(Sentence.quantity)",
                "spec.containers[0].resources.requests: Invalid value: \"1001m\": "
                    + "must be less than or equal to cpu limit of 1",
            ]
        ),
        ValidationCase(
            "a fraction of a byte",
            .pod { $0.containers[0].limits = ["memory": "64m", "ephemeral-storage": "0.5", "cpu": "64m"] },
            warnings: [
                "spec.containers[0].resources.limits[ephemeral-storage]: "
                    + "fractional byte value \"500m\" is invalid, must be an integer",
                "spec.containers[0].resources.limits[memory]: "
                    + "fractional byte value \"64m\" is invalid, must be an integer",
            ]
        ),
        ValidationCase(
            "bad",
            .pod {
                $0.containers[0].limits = ["cpu": "half", "memory": "64mi"]
                $0.containers[0].requests = ["cpu": "-100m"]
            },
            errors: [
                "spec.containers[0].resources.limits[cpu]: Invalid value: \"half\": \(Sentence.quantity)",
                "spec.containers[0].resources.limits[memory]: Invalid value: \"64mi\": "
                    + "unable to parse quantity's suffix",
                "spec.containers[0].resources.requests[cpu]: Invalid value: \"-100m\": "
                    + "must be greater than or equal to 0",
            ]
        ),
    ])
    func amountsAreQuantities(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("different names", .pod { $0.imagePullSecrets = ["a", "b"] }),
        ValidationCase("names are not checked", .pod { $0.imagePullSecrets = ["No_Such=Name"] }),
        ValidationCase(
            "twice",
            .pod { $0.imagePullSecrets = ["a", "b", "a"] },
            warnings: ["spec.imagePullSecrets[2].name: duplicate name \"a\""]
        ),
        ValidationCase(
            "empty",
            .pod { $0.imagePullSecrets = ["a", ""] },
            warnings: ["spec.imagePullSecrets[1].name: invalid empty name \"\""]
        ),
        ValidationCase(
            "twice empty",
            .pod { $0.imagePullSecrets = ["", ""] },
            warnings: [
                "spec.imagePullSecrets[0].name: invalid empty name \"\"",
                "spec.imagePullSecrets[1].name: duplicate name \"\"",
                "spec.imagePullSecrets[1].name: invalid empty name \"\"",
            ]
        ),
    ])
    func pullSecretsOnlyWarn(row: ValidationCase) { row.check() }
}
