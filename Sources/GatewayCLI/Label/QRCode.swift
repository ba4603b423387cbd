import Foundation

/// A QR code, made by Debian's program `qrencode`.
///
/// What it contains goes to the program's standard input, never into its arguments.
struct QRCode {
    /// How long the program may take.
    private static let timeMax = Duration.seconds(10)
    /// The blank modules around the code, which the standard asks for.
    private static let marginModules = 4

    /// The program's name, looked up in PATH.
    var program = "qrencode"

    /// The modules, row by row with their margin; true is dark.
    func modules(_ text: String) throws -> [[Bool]] {
        let output = try run(["-t", "ASCII"], text)
        let rows = String(decoding: output, as: UTF8.self).split(separator: "\n").map { line in
            // Each module is two characters wide.
            Array(line).enumerated().filter { $0.offset.isMultiple(of: 2) }.map { $0.element == "#" }
        }
        guard let first = rows.first, rows.count == first.count, rows.allSatisfy({ $0.count == first.count }) else {
            throw CommandFailure(status: .failure, message: "\(program) has answered something that is no QR code")
        }
        return rows
    }

    /// A picture, PNG, of so many pixels a module.
    func png(_ text: String, modulePixels: Int) throws -> [UInt8] {
        let picture = try run(["-t", "PNG", "-s", "\(modulePixels)"], text)
        guard picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
            throw CommandFailure(status: .failure, message: "\(program) has answered something that is no PNG")
        }
        return picture
    }

    private func run(_ arguments: [String], _ text: String) throws -> [UInt8] {
        let common = ["-o", "-", "-l", "M", "-m", "\(QRCode.marginModules)"]
        let result: ProgramRun
        do {
            result = try ProgramRun([program] + arguments + common, input: Array(text.utf8), within: QRCode.timeMax)
        } catch .notThere {
            let message = "the program qrencode is not there; install it: apt-get install qrencode"
            throw CommandFailure(status: .failure, message: message)
        } catch {
            throw CommandFailure(status: .failure, message: "\(program): \(error)")
        }
        guard result.status == 0 else {
            let said = String(decoding: result.errors.prefix(500), as: UTF8.self)
            throw CommandFailure(status: .failure, message: "\(program) has failed: \(DisplayText.printable(said))")
        }
        return result.output
    }
}
