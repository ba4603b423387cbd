import Devices
import Observations

/// The page of all models, made from their tables: Markdown, a table for each vendor.
enum ModelPage {
    static func markdown(_ models: [DeviceModel]) -> String {
        var text = "# Device models\n\n"
        text += "\(models.count) models with \(models.map(\.vectorCount).reduce(0, +)) vectors, by part of city life.\n"
        for domain in Domain.allCases {
            let ofDomain = models.filter { $0.domain == domain }
            guard !ofDomain.isEmpty else { continue }
            text += "\n## \(domain.rawValue.prefix(1).uppercased())\(domain.rawValue.dropFirst()) (\(ofDomain.count))\n"
            for (vendor, rows) in vendors(ofDomain) {
                text += "\n### \(vendor)\n\n| model | what it is | observes | ports | vectors | read by |\n"
                text += "| --- | --- | --- | --- | --- | --- |\n"
                for model in rows { text += row(model) }
            }
        }
        return text
    }

    /// Models by their vendors; both are sorted.
    private static func vendors(_ models: [DeviceModel]) -> [(vendor: Slug, models: [DeviceModel])] {
        let groups = Dictionary(grouping: models) { $0.id.vendor }
        return groups.keys.sorted().map { (vendor: $0, models: groups[$0, default: []]) }
    }

    private static func row(_ model: DeviceModel) -> String {
        let properties = model.properties.map { property in
            property.unit.map { "`\(property)` \($0)" } ?? "`\(property)`"
        }
        let cells = [
            "`\(model.id)`", model.title, properties.joined(separator: ", "),
            model.ports.map { "\($0)" }.joined(separator: ", "), "\(model.vectorCount)", model.source,
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
}
