import JSONSchema
import Testing

@testable import TestCity

extension City {
    /// The account of a run: nothing lost, one id per sample and one sample per id, every body valid.
    func expectAccount(duplicatesMax: Int = 0, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let lost = missing
        #expect(lost.isEmpty, "lost \(lost.count) of \(sensors.acknowledged.count)", sourceLocation: sourceLocation)
        #expect(duplicates <= duplicatesMax, "\(duplicates): \(copies)", sourceLocation: sourceLocation)
        let samples = center.deliveries.filter { $0.sample != nil }
        let ids = Set(samples.map(\.id)).count
        #expect(ids == center.samples.count, "an id stands for one sample", sourceLocation: sourceLocation)
        let schema = try JSONSchema.reading()
        // Regular expressions are slow: of a large run every n-th reading, and its first of each thing.
        let stride = max(1, center.deliveries.count / 300)
        for (index, delivery) in center.deliveries.enumerated() where index % stride == 0 || index < Sensors.count {
            let faults = schema.faults(in: try delivery.json)
            let text = String(decoding: delivery.payload, as: UTF8.self)
            #expect(faults.isEmpty, "\(text)", sourceLocation: sourceLocation)
        }
    }
}
