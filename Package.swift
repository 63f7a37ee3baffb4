// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: complete import visibility, explicit existentials, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let x509: [Target.Dependency] = [
    .product(name: "X509", package: "swift-certificates"),
    .product(name: "SwiftASN1", package: "swift-asn1"),
]
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// A room of the house: a target under `Sources/`. What a room may import is checked by `make lint`.
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room, under `Tests/<room>Tests`.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + dependencies,
        exclude: exclude,
        swiftSettings: strict
    )
}

let package = Package(
    name: "secretd",
    products: [
        .executable(name: "secretd", targets: ["secretd"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),  // the command line
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),  // PEM and DER of certificates
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),  // the API's CA and certificates
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),  // AES-GCM, P-256
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),  // Hummingbird's requests
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),  // the log facade
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),  // what Hummingbird stands on
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),  // Hummingbird's channel parts
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),  // TLS
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),  // Errno
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),  // SQLite
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),  // HTTP server
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),  // libyaml; YAMLEvents says why not Yams itself
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),  // commands of notify rules
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),  // HTTP client
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),  // the daemon's spine
    ],
    targets: [
        .target(name: "CLinux", cSettings: [.define("_GNU_SOURCE")]),
        room("LinuxSystem", ["CLinux", systemPackage]),
        room("KubeObjects", ["CLinux", yams]),
        room("Projection", ["KubeObjects"]),
        room("Publishing", ["KubeObjects", "Projection", "LinuxSystem", logging]),
        .systemLibrary(name: "CFuse3", pkgConfig: "fuse3", providers: [.apt(["libfuse3-dev"])]),
        room(
            "FusePublishing",
            ["CFuse3", "CLinux", "KubeObjects", "Projection", "Publishing", "LinuxSystem", systemPackage, logging]
        ),
        room("ObjectStore", ["KubeObjects", "LinuxSystem", systemPackage, crypto, grdb, logging]),
        room(
            "APIServer",
            [
                "KubeObjects", "ObjectStore", "LinuxSystem", systemPackage, crypto, hummingbird, logging,
                serviceLifecycle,
            ]
                + nio + x509
        ),
        room(
            "Kubectl",
            ["APIServer", "KubeObjects", "LinuxSystem", systemPackage, asyncHTTPClient, crypto]
                + [.product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio")]
        ),
        room(
            "Containers",
            ["CLinux", "KubeObjects", "Projection", "LinuxSystem", systemPackage, logging, serviceLifecycle]
        ),
        room(
            "Notifying",
            [
                "CLinux", "KubeObjects", "LinuxSystem", systemPackage, asyncHTTPClient, logging, serviceLifecycle,
                subprocess,
            ]
                + ["NIOCore", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }
        ),
        room("Feeds", ["KubeObjects", "LinuxSystem", systemPackage, logging]),
        room("Watching", ["LinuxSystem", systemPackage, crypto]),
        room("Agent", ["KubeObjects", "Projection", "Publishing", "LinuxSystem", serviceLifecycle, logging]),
        .executableTarget(
            name: "secretd",
            dependencies: [
                "APIServer", "Agent", "Containers", "Feeds", "FusePublishing", "KubeObjects", "Kubectl", "LinuxSystem",
                "Notifying", "ObjectStore",
                "Projection", "Publishing", "Watching", argumentParser, logging, serviceLifecycle, unixSignals,
            ],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: ["CLinux", "LinuxSystem", "KubeObjects", "Projection", "Publishing", logging],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        tests(of: "LinuxSystem", [systemPackage]),
        tests(of: "KubeObjects"),
        tests(of: "Projection", ["KubeObjects"]),
        tests(of: "Publishing", ["Projection", "KubeObjects", "LinuxSystem", systemPackage]),
        tests(
            of: "FusePublishing",
            ["CLinux", "Projection", "Publishing", "KubeObjects", "LinuxSystem", systemPackage]
        ),
        tests(of: "ObjectStore", ["KubeObjects", "LinuxSystem", grdb, crypto, logging]),
        tests(of: "APIServer", ["KubeObjects", "ObjectStore", "LinuxSystem", grdb, hummingbird, logging] + nio + x509),
        tests(of: "Kubectl", ["APIServer", "KubeObjects", "LinuxSystem"], exclude: ["Describing/Fixtures"]),
        tests(of: "Containers", [systemPackage, logging, "KubeObjects", "LinuxSystem", "Projection", "CLinux"]),
        tests(of: "Notifying", ["KubeObjects", "LinuxSystem", logging]),
        tests(of: "Feeds", ["KubeObjects", "LinuxSystem"]),
        tests(of: "Watching", ["LinuxSystem"]),
        tests(of: "Agent", ["KubeObjects", "Projection", "Publishing", "LinuxSystem"]),
        tests(of: "secretd", ["Agent", "FusePublishing", "KubeObjects", "Notifying", "Publishing", argumentParser]),
        .testTarget(
            name: "IntegrationTests",
            dependencies: ["secretd", "Containers", "KubeObjects", "LinuxSystem", "TestSupport"],
            exclude: ["compare", "completion", "hostile", "kubectl", "systemd", "terminal", "watchers"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

// `make bench` asks for these; they are nobody else's business. In this package, because they use `package` access.
if Context.environment["SECRETD_BENCH"] != nil {
    package.targets += [
        .target(name: "PublishFloor", path: "Tests/Benchmarks/PublishFloor", cSettings: [.define("_GNU_SOURCE")]),
        .executableTarget(
            name: "publish-bench",
            dependencies: ["KubeObjects", "Projection", "PublishFloor", "Publishing", logging],
            path: "Tests/Benchmarks/PublishBench",
            swiftSettings: strict
        ),
    ]
}

// `make fuzz` asks for these: the fuzzed code alone, and no dependency that a fuzzer has no use for.
if Context.environment["SECRETD_FUZZ"] != nil {
    func fuzz(_ name: String, _ folder: String, _ dependencies: [Target.Dependency]) -> Target {
        .executableTarget(
            name: name,
            dependencies: dependencies,
            path: "Tests/Fuzz/\(folder)",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]
        )
    }
    package.products = []
    package.targets = [
        .target(name: "CLinux", cSettings: [.define("_GNU_SOURCE")]),
        room("KubeObjects", ["CLinux", yams]),
        .target(
            name: "Patches",
            dependencies: ["KubeObjects"],
            path: "Sources/APIServer/Patches",
            swiftSettings: strict
        ),
        fuzz("fuzz-patch", "FuzzPatch", ["KubeObjects", "Patches"]),
        fuzz("fuzz-manifest", "FuzzManifest", ["KubeObjects"]),
    ]
}
