// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "gateway",
    products: [
        .executable(name: "gateway", targets: ["GatewayCLI"]),
        .executable(name: "gateway-codec-worker", targets: ["CodecWorker"]),
        // For the benchmarks, which are a package of their own.
        .library(name: "Devices", targets: ["Devices"]),
        .library(name: "Gateway", targets: ["Gateway"]),
        .library(name: "Observations", targets: ["Observations"]),
        .library(name: "VendorCodecs", targets: ["VendorCodecs"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CMosquitto",
            pkgConfig: "libmosquitto",
            providers: [.apt(["libmosquitto-dev"])]
        ),
        .target(name: "CMosquittoGuard", dependencies: ["CMosquitto"]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(
            name: "CJavaScriptCore",
            pkgConfig: "javascriptcoregtk-4.1",
            providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]
        ),
        .target(name: "MQTT", dependencies: ["CMosquitto", "CMosquittoGuard"], swiftSettings: settings),
        .target(name: "Observations", swiftSettings: settings),
        .target(
            name: "Devices",
            dependencies: [
                "Observations",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings,
            linkerSettings: [.linkedLibrary("m")]
        ),
        .target(name: "VendorCodecs", dependencies: ["CLinux"], swiftSettings: settings),
        .executableTarget(
            name: "CodecWorker",
            dependencies: ["CJavaScriptCore", "CLinux", "VendorCodecs"],
            swiftSettings: settings
        ),
        .target(
            name: "Store",
            dependencies: [
                "Observations",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Gateway",
            dependencies: [
                "CLinux", "MQTT", "Observations", "Devices", "Store", "VendorCodecs",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            // `gateway init` writes the sample; the link leads to deploy/gateway.sample.toml.
            resources: [.embedInCode("Configuration/gateway.sample.toml")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "GatewayCLI",
            dependencies: [
                "Gateway", "Observations", "Devices", "Store", "MQTT", "VendorCodecs",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .target(name: "TestBroker", path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "TestCity",
            dependencies: ["Gateway", "MQTT", "JSONSchema", "TestBroker"],
            path: "Tests/TestCity",
            swiftSettings: settings
        ),
        .target(name: "JSONSchema", path: "Tests/JSONSchema", swiftSettings: settings),
        .testTarget(name: "MQTTTests", dependencies: ["MQTT", "TestBroker"], swiftSettings: settings),
        .testTarget(name: "ObservationsTests", dependencies: ["Observations", "JSONSchema"], swiftSettings: settings),
        .testTarget(
            name: "DevicesTests",
            dependencies: ["Devices", "Observations"],
            resources: [.copy("Vectors")],
            swiftSettings: settings
        ),
        // They run the built `gateway-codec-worker`, which lies beside the test bundle.
        .testTarget(name: "VendorCodecsTests", dependencies: ["VendorCodecs"], swiftSettings: settings),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "Observations",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Gateway", "Observations", "Devices", "Store", "MQTT", "VendorCodecs", "JSONSchema", "TestBroker",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatewayCLITests",
            dependencies: ["GatewayCLI", "Gateway", "Observations", "Devices", "Store", "MQTT", "TestBroker"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "GatewayCLI", "Gateway", "MQTT", "Observations", "Store", "JSONSchema", "TestBroker", "TestCity",
            ],
            swiftSettings: settings
        ),
        // `make torture`: the fault matrix. It runs the built `gateway`, which lies beside it.
        .executableTarget(
            name: "Torture",
            dependencies: ["Gateway", "MQTT", "Store", "JSONSchema", "TestBroker", "TestCity"],
            path: "Tests/Torture",
            swiftSettings: settings
        ),
        .testTarget(
            name: "TortureTests",
            dependencies: ["Torture", "TestCity", "MQTT", "TestBroker"],
            swiftSettings: settings
        ),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
