// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "gateway", path: "..")],
    targets: [
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                .product(name: "Devices", package: "gateway"),
                .product(name: "Gateway", package: "gateway"),
                .product(name: "Observations", package: "gateway"),
                .product(name: "VendorCodecs", package: "gateway"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
