import Foundation
import Testing

@testable import VendorCodecs

/// What a bad codec may try, and what becomes of it: one payload, never the others.
@Suite struct ContainmentTests {
    let pools = Pools()

    @Test(arguments: [
        "function Decoder(b) { while (true) {} }",
        "function Decoder(b) { for (;;) { try { while (1); } catch (e) {} } }",
        "function Decoder(b) { return { get a() { while (true) {} } }; }",
        "function Decoder(b) { return { toJSON: function () { while (true) {} } }; }",
        "function Decoder(b) { /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'); return {}; }",
        "function Decoder(b) { throw { toString: function () { while (true) {} } }; }",
        "function Decoder(b) { return new Proxy({}, { ownKeys: function () { while (true) {} } }); }",
        "function decodeUplink(i) { return { data: {} }; } function normalizeUplink(i) { while (true) {} }",
    ])
    func aLoopIsEndedAndOthersFlow(source: String) throws {
        let failure = try #require(try pools.failure(source))
        #expect(failure == .timedOut(milliseconds: 50) || failure.reason == "hung" || failure.reason == "refused")
        try pools.expectOthersFlow()
    }

    @Test func aLoopAtLoadTimeIsEnded() throws {
        let failure = try #require(try pools.failure("while (true) {}"))
        #expect(failure.reason == "unusable", "\(failure)")
        try pools.expectOthersFlow()
    }

    @Test(arguments: [
        "function Decoder(b) { var a = []; while (true) a.push(new Array(1000).fill(a)); }",
        "function Decoder(b) { var a = []; while (true) a.push(new Uint8Array(1e7).fill(1)); }",
        "function Decoder(b) { var s = 'x'; while (true) s += s; }",
        "function Decoder(b) { return { s: 'x'.repeat(2e9) }; }",
        "function Decoder(b) { return { s: new Array(1e8).fill('abc').join('def') }; }",
        "function Decoder(b) { return { s: JSON.stringify(new Array(3e7).fill({})) }; }",
        "function Decoder(b) { var a = []; for (var i = 0; i < 1e9; i++) a[i] = { i: i, a: [i] }; return a; }",
    ])
    func aMemoryBombEndsAtMostItsWorker(source: String) throws {
        _ = try #require(try pools.failure(source))
        for process in pools.pool.workerProcessIDs { #expect(Self.residentMebibytes(process) < 200) }
        try pools.expectOthersFlow()
    }

    @Test func memoryThatLeaksFromPayloadToPayloadIsBounded() throws {
        let source = """
            Array.prototype.kept = Array.prototype.kept || [];
            function Decoder(b) { Array.prototype.kept.push(new Uint8Array(4e6).fill(7)); return { n: 1 }; }
            """
        for _ in 0..<60 {
            _ = try pools.outcome(source)
            try pools.expectOthersFlow()  // whatever is left of the memory
        }
        for process in pools.pool.workerProcessIDs { #expect(Self.residentMebibytes(process) < 200) }
        try pools.expectOthersFlow()
    }

    @Test(arguments: [
        ("function Decoder(b) { throw new Error('no such frame'); }", "no such frame"),
        ("function Decoder(b) { throw 'a text'; }", "a text"), ("function Decoder(b) { throw null; }", "null"),
        ("function Decoder(b) { return b.no.such; }", "undefined"),
        ("function Decoder(b) { return Decoder(b); }", "Maximum call stack"),
        ("function Decoder(b) { var a = {}; a.a = a; return a; }", "cyclic"),
        ("function Decoder(b) { return { n: 10n }; }", "BigInt"),
        (
            "function decodeUplink(i) { return { data: {}, errors: ['bad frame', 'too short'] }; }",
            "bad frame; too short"
        ),
        ("function decodeUplink(i) { return { errors: 'one' }; }", "one"),
    ])
    func anExceptionRefusesItsPayloadOnly(source: String, message: String) throws {
        let failure = try #require(try pools.failure(source))
        #expect(failure.reason == "refused" && "\(failure)".contains(message), "\(failure)")
        #expect(pools.pool.status.workersLost == 0)
        try pools.expectOthersFlow()
    }

    @Test func ofALongMessageOnlyTheBeginningIsKept() throws {
        let failure = try pools.failure("function decodeUplink(i) { return { errors: ['x'.repeat(60000)] }; }")
        #expect("\(try #require(failure))".utf8.count < 2_000)
    }

    @Test func aPayloadThatThrowsLeavesTheNextAlone() throws {
        let source = "function Decoder(b) { if (b[0] === 1) throw new Error('one'); return { n: b[0] }; }"
        let program = Codecs.program(source)
        let calls = [UInt8(0), 1, 2, 1, 3].map {
            CodecCall(program: program, payload: [$0], port: 1, receivedMicroseconds: 0)
        }
        let answers = pools.pool.decode(calls, now: 0).map { outcome in
            switch outcome {
            case .success(let data): String(decoding: data, as: UTF8.self)
            case .failure(let failure): failure.reason
            }
        }
        #expect(answers == [#"{"n":0}"#, "refused", #"{"n":2}"#, "refused", #"{"n":3}"#])
    }

    @Test(arguments: [
        "function Decoder(b) { return 5; }", "function Decoder(b) { return 'text'; }", "function Decoder(b) {}",
        "function Decoder(b) { return null; }", "function decodeUplink(i) { return { data: 7 }; }",
        "function decodeUplink(i) { return null; }", "function decodeUplink(i) { return {}; }",
        "function Decoder(b) { return { toJSON: function () { return 5; } }; }",
        "function Decoder(b) { return { toJSON: function () { return undefined; } }; }",
        "function Decoder(b) { return function () {}; }", "function decodeUplink(i) { return { data: Symbol('a') }; }",
    ])
    func anAnswerOfTheWrongTypeIsRefused(source: String) throws {
        let failure = try #require(try pools.failure(source))
        #expect(failure.reason == "wrong-type", "\(failure)")
        try pools.expectOthersFlow()
    }

    @Test func aHugeAnswerIsRefused() throws {
        let long = "function Decoder(b) { return { s: 'x'.repeat(70000) }; }"
        #expect(try pools.failure(long) == .tooLarge(bytesMax: 65_536))
        let wide = "function Decoder(b) { var d = {}; for (var i = 0; i < 20000; i++) d['k' + i] = i; return d; }"
        #expect(["too-large", "timed-out"].contains(try pools.failure(wide)?.reason))
        let umlauts = "function Decoder(b) { return { s: '\\u00e4'.repeat(40000) }; }"
        #expect(try pools.failure(umlauts) == .tooLarge(bytesMax: 65_536))
        try pools.expectOthersFlow()
    }

    @Test func aDeepAnswerIsRefused() throws {
        let source = "function Decoder(b) { var d = {}; for (var i = 0; i < b[0]; i++) d = { d: d }; return d; }"
        #expect(try pools.failure(source, [40]) == .tooDeep(depthMax: 32))
        #expect(try pools.data(source, [3]) == #"{"d":{"d":{"d":{}}}}"#)
        let endless = "function Decoder(b) { var d = {}; for (var i = 0; i < 1e5; i++) d = { d: d }; return d; }"
        #expect(try pools.failure(endless) != nil)
        try pools.expectOthersFlow()
    }

    /// The global object has nothing of the machine, whatever way leads to it.
    @Test(arguments: [
        "this.constructor.constructor('return this')()", "(function () { return this; })()", "globalThis",
        "Function('return this')()", "(0, eval)('this')", "b.constructor.constructor('return globalThis')()",
        "Buffer.from.constructor('return this')()", "require.constructor('return this')()",
        "console.log.constructor('return this')()",
        "Object.getPrototypeOf(async function () {}).constructor && globalThis",
    ])
    func everyWayToTheGlobalObjectLeadsNowhere(way: String) throws {
        let source = """
            function Decoder(b) {
                var w = \(way), found = [];
                ['process', 'load', 'read', 'readFile', 'print', 'quit', 'gc', 'XMLHttpRequest', 'fetch', 'WebSocket', 'Worker',
                    'importScripts', 'Deno', 'Bun', 'setTimeout', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', '$vm', 'run',
                    'debug', 'open', 'os', 'std'].forEach(function (n) { if (typeof w[n] !== 'undefined') found.push(n); });
                return { found: found };
            }
            """
        #expect(try pools.data(source) == #"{"found":[]}"#)
    }

    @Test func whatOneCodecDoesToItsWorldIsNotSeenByAnother() throws {
        let vandal = """
            Object.prototype.polluted = 1; Array.prototype.map = null; JSON.stringify = null; Date = null; Object.keys = null;
            Object.defineProperty(Array.prototype, '0', { set: function (v) { throw 'set'; } });
            String.prototype.slice = function () { return 'x'; }; Number.prototype.toString = null;
            globalThis.decodeUplink = null; delete globalThis.Object;
            function Decoder(b) { return { n: 1 }; }
            """
        _ = try pools.outcome(vandal)
        _ = try pools.outcome(vandal)
        try pools.expectOthersFlow()
        #expect(pools.pool.status.workersLost == 0)
    }

    @Test func anEndlessChainOfPromisesIsEnded() throws {
        let source = "function Decoder(b) { (function p() { Promise.resolve().then(p); })(); return { n: 1 }; }"
        var limits = CodecLimits()
        limits.silenceMilliseconds = 300
        let pools = Pools(limits)
        _ = try #require(try pools.failure(source))
        try pools.expectOthersFlow()
    }

    @Test func theWorkerCanDoNothingOfTheMachine() throws {
        let process = Process()
        process.executableURL = URL(filePath: WorkerLocation.path(configured: nil))
        process.arguments = ["--self-check"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(output)")
        #expect(output.split(separator: "\n").count == 14 && !output.contains("POSSIBLE"), "\(output)")
    }

    private static func residentMebibytes(_ process: Int32) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4_096 >> 20
    }
}
