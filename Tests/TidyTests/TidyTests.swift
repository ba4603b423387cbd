import Foundation
import Testing

struct TidyTests {
    @Test(arguments: TidyRule.all)
    func theSourcesKeepTheRule(rule: TidyRule) throws {
        let files = try SourceTree.swiftFiles()
        #expect(files.count > 10, "the source tree was not found")
        let violations = files.flatMap { rule.violations(in: $0) }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    /// A rule that sees nothing keeps nothing: every sample that breaks it must be refused.
    @Test(arguments: TidyRule.all)
    func theRuleSeesWhatItForbids(rule: TidyRule) {
        #expect(!rule.refuses.isEmpty)
        for sample in rule.refuses {
            let violations = rule.violations(in: SourceText(path: sample.path, text: sample.text))
            #expect(!violations.isEmpty, "passes: \(sample.text.prefix(200))")
        }
        for sample in rule.accepts {
            let violations = rule.violations(in: SourceText(path: sample.path, text: sample.text))
            #expect(violations.isEmpty, "\(violations) in: \(sample.text.prefix(200))")
        }
    }

    @Test func everyLinkInTheDocumentsLeadsSomewhere() throws {
        let pages = try SourceTree.paths().filter { $0.hasSuffix(".md") }
        #expect(pages.contains("README.md"))
        for page in pages {
            let broken = DocumentLinks.broken(in: try SourceTree.text(page), page: page, exists: SourceTree.exists)
            #expect(broken.isEmpty, "\(page): \(broken)")
        }
        let sample = DocumentLinks.broken(in: "[a](gone.md) [b](#c) [d](https://e)", page: "x/y.md") { _ in false }
        #expect(sample == ["gone.md"])
    }

    @Test func noThirdPartyCodeIsKeptHere() throws {
        #expect(try SourceTree.paths().filter(Self.isThirdParty) == [])
        for sample in ["vendor/a.swift", "Sources/ThirdParty/b.swift", "Sources/MQTT/mosquitto.c", ".gitmodules"] {
            #expect(Self.isThirdParty(sample), "\(sample)")
        }
        for sample in ["Sources/CMosquitto/shim.h", "Sources/CMosquittoGuard/guard.c"] {
            #expect(!Self.isThirdParty(sample), "\(sample)")
        }
    }

    @Test func resolvedVersionsAndBuildProductsAreNotTracked() throws {
        let ignored = try SourceTree.text(".gitignore").split(separator: "\n")
        #expect(ignored.contains("Package.resolved") && ignored.contains(".build*/"))
        let tracked = try SourceTree.trackedFiles() ?? []
        #expect(tracked.filter(Self.isProduct) == [])
        for sample in ["Package.resolved", "Benchmarks/Package.resolved", ".build/x", ".build-tsan/y"] {
            #expect(Self.isProduct(sample), "\(sample)")
        }
    }

    private static func isThirdParty(_ path: String) -> Bool {
        let folders = path.lowercased().split(separator: "/").dropLast()
        let isForeign = folders.contains {
            ["vendor", "thirdparty", "third_party", "third-party", "external"].contains($0)
        }
        let isOwn = path.hasSuffix("/shim.h") || path.hasPrefix("Sources/CMosquittoGuard/")
        let isC = [".c", ".cc", ".cpp", ".h", ".hpp"].contains { path.hasSuffix($0) } && !isOwn
        return isForeign || isC || path == ".gitmodules"
    }

    private static func isProduct(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0 == "Package.resolved" || $0.hasPrefix(".build") }
    }
}
