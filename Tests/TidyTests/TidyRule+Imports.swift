extension TidyRule {
    /// What each target may import besides the system's modules: the Architecture page's modules as a table.
    private static let allowed: [String: Set<String>] = [
        "Sources/CLinux": [],
        "Sources/CMosquitto": [],
        "Sources/CMosquittoGuard": [],
        "Sources/CJavaScriptCore": [],
        "Sources/MQTT": ["CMosquitto", "CMosquittoGuard"],
        "Sources/Observations": [],
        "Sources/Devices": ["Crypto", "CryptoExtras", "Observations"],
        "Sources/VendorCodecs": ["CLinux"],
        "Sources/CodecWorker": ["CJavaScriptCore", "CLinux", "VendorCodecs"],
        "Sources/Store": ["Crypto", "GRDB", "GRDBSQLite", "Observations"],
        "Sources/Gateway": [
            "CLinux", "Crypto", "MQTT", "Observations", "Devices", "Store", "VendorCodecs", "Logging",
            "ServiceLifecycle",
            "TOMLKit",
        ],
        "Sources/GatewayCLI": [
            "Gateway", "MQTT", "Observations", "Devices", "Store", "VendorCodecs", "Logging", "ServiceLifecycle",
            "UnixSignals",
            "ArgumentParser",
        ],
    ]

    /// Targets without input or output: nothing of the system either.
    private static let pure: Set<String> = ["Sources/Observations", "Sources/Devices"]
    private static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch",
    ]

    static let imports = TidyRule(
        name: "imports go in one direction",
        refuses: [
            Sample("import CMosquitto", in: "Sources/Gateway/Sample.swift"),
            Sample("import CMosquittoGuard", in: "Sources/Gateway/Sample.swift"),
            Sample("import CJavaScriptCore", in: "Sources/VendorCodecs/Sample.swift"),
            Sample("import CJavaScriptCore", in: "Sources/Gateway/Sample.swift"),
            Sample("import Devices", in: "Sources/VendorCodecs/Sample.swift"),
            Sample("import Store", in: "Sources/CodecWorker/Sample.swift"),
            Sample("import GRDB", in: "Sources/Gateway/Sample.swift"),
            Sample("import CLinux", in: "Sources/MQTT/Sample.swift"),
            Sample("internal import GRDBSQLite", in: "Sources/Gateway/Sample.swift"),
            Sample("import ArgumentParser", in: "Sources/Gateway/Sample.swift"),
            Sample("import TOMLKit", in: "Sources/Gateway/Sample.swift"),
            Sample("import TOMLKit", in: "Sources/GatewayCLI/Sample.swift"),
            Sample("import Store", in: "Sources/MQTT/Sample.swift"),
            Sample("public import Devices", in: "Sources/Store/Sample.swift"),
            Sample("@preconcurrency import MQTT", in: "Sources/Devices/Sample.swift"),
            Sample("import struct Foundation.Data", in: "Sources/Devices/JSON/Sample.swift"),
            Sample("internal import Foundation", in: "Sources/Observations/Sample.swift"),
            Sample("import Gateway", in: "Sources/Store/Sample.swift"),
            Sample("import Observations", in: "Sources/Unheard/Sample.swift"),
        ],
        accepts: [
            Sample("import CMosquitto\nimport Glibc", in: "Sources/MQTT/Sample.swift"),
            Sample("public import TOMLKit", in: "Sources/Gateway/Configuration/Sample.swift"),
            Sample("// import Foundation", in: "Sources/Devices/Sample.swift"),
        ]
    ) { file in
        guard file.path.hasPrefix("Sources/") else { return [] }
        let target = file.path.split(separator: "/").prefix(2).joined(separator: "/")
        return file.code.enumerated().compactMap { index, line in
            guard let module = importedModule(line) else { return nil }
            let mayImport =
                allowed[target]?.contains(module) == true || (system.contains(module) && !pure.contains(target))
            guard mayImport, allowed[target] != nil else { return (index + 1, "\(target) does not import \(module)") }
            guard module != "TOMLKit" || file.folder == "Sources/Gateway/Configuration" else {
                return (index + 1, "only Sources/Gateway/Configuration imports TOMLKit")
            }
            return nil
        }
    }

    private static func importedModule(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import") else { return nil }
        let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        guard words[..<position].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }) else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        guard let name = words[(position + 1)...].first(where: { !kinds.contains($0) }) else { return nil }
        return name.split(separator: ".").first.map(String.init)
    }
}
