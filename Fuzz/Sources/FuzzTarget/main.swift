// libFuzzer, driven from here; see `make fuzz`.
//
// FUZZ_TARGET=list prints the targets. FUZZ_SEEDS=FOLDER writes the target's vectors there as first inputs, and ends.
import Foundation

/// libFuzzer's own entry: it reads its options from the arguments and calls back for every input.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

let environment = ProcessInfo.processInfo.environment
guard let name = environment["FUZZ_TARGET"] else { exit(2) }
if name == "list" {
    print(FuzzTarget.names.joined(separator: "\n"))
} else if let target = FuzzTarget(name) {
    if let folder = environment["FUZZ_SEEDS"], let vectors = environment["FUZZ_VECTORS"] {
        try target.writeSeeds(to: folder, vectors: vectors)
    } else {
        FuzzTarget.current = target
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runDriver(&count, &arguments) { start, count in FuzzTarget.testOneInput(start, count) })
    }
} else {
    FileHandle.standardError.write(Data("there is no fuzz target \"\(name)\"\n".utf8))
    exit(2)
}
