import Devices
import Store
import Testing

@testable import GatewayCLI

/// Whatever bytes a file has, it is read to its end, and what is wrong is said.
struct ImportSurvivalTests {
    private static let csv = """
        thing,hardware_id,model,agency,latitude,longitude,tags\r
        a,1,elsys/ers,d,10.98,106.65,street=Bạch Đằng\r
        "b",2,elsys/ers,d,,,"x=""1"";y=2"\r

        """
    private static let json = """
        {"thing":"a","hardware_id":"1","model":"elsys/ers","agency":"d","tags":{"x":"é"}}
        {"thing":"b","hardware_id":"2","model":"elsys/ers","agency":"d","latitude":1e1,"longitude":null}

        """

    @Test(arguments: UInt64(1)...400) func anyBytesHaveTheirFaultsAndAnEnd(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes: [UInt8]
        switch seed % 4 {
        case 0:
            bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        case 1:
            let letters = Array("\",;\t\r\n{}[]:ab1\\é\u{0}".utf8)
            bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            }
        case 2: bytes = Array(Self.csv.utf8)
        default: bytes = Array(Self.json.utf8)
        }
        for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: index)
            default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 20)], at: index)
            }
        }
        let file = ThingFile(bytes, models: Self.models)
        let linesMax = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        #expect(!file.rows.isEmpty || !file.fileFaults.isEmpty)
        #expect(file.rows.allSatisfy { (1...linesMax).contains($0.line) })
        #expect(zip(file.rows, file.rows.dropFirst()).allSatisfy { $0.line <= $1.line })
        #expect(file.faults.allSatisfy { !$0.reason.isEmpty && !"\($0)".contains("\u{1B}") })
        // A row without a fault says a whole thing.
        #expect(file.rows.allSatisfy { !$0.faults.isEmpty || $0.row?.isWhole == true })
    }

    private static let models = ModelSource(catalogue: .builtIn)
}
