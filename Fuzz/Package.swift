// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "gateway", path: "..")],
    targets: [
        .executableTarget(
            name: "FuzzTarget",
            dependencies: [
                .product(name: "Devices", package: "gateway"),
                .product(name: "Observations", package: "gateway"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
