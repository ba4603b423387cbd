import Testing

@testable import VendorCodecs

/// What codecs may be written like.
@Suite struct ConventionTests {
    let pools = Pools()

    @Test func decodeUplinkAnswersItsData() throws {
        #expect(try pools.data(Codecs.good) == Codecs.goodData)
    }

    @Test(arguments: [
        ("function Decoder(bytes, port) { return { n: bytes.length, p: port }; }", #"{"n":5,"p":5}"#),
        ("function Decode(fPort, bytes, variables) { return { n: bytes.length, p: fPort }; }", #"{"n":5,"p":5}"#),
        ("const decodeUplink = (input) => ({ data: { n: input.bytes[1] } });", #"{"n":253}"#),
        ("module.exports = { decodeUplink: function (i) { return { data: { n: 1 } }; } };", #"{"n":1}"#),
        ("exports.decodeUplink = function (i) { return { data: { n: 2 } }; };", #"{"n":2}"#),
        ("class D { static run(b) { return { l: b.length }; } } function Decoder(b) { return D.run(b); }", #"{"l":5}"#),
        ("undeclared = 7; function Decoder(b) { leaked = undeclared; return { v: leaked }; } // end", #"{"v":7}"#),
        ("'use strict'; function Decoder(b) { return { a: b.map(String).join('-') }; }", #"{"a":"0-253-100-13-122"}"#),
        (
            "function decodeUplink(i) { return { data: { t: i.recvTime.toISOString() } }; }",
            #"{"t":"2023-11-14T22:13:20.000Z"}"#
        ),
        ("function decodeUplink(i) { return { data: [{ a: 1 }] }; }", #"{"data":[{"a":1}]}"#),
        ("function decodeUplink(i) { return { data: { a: 1 }, warnings: ['low'] }; }", #"{"a":1,"warnings":["low"]}"#),
        ("function decodeUplink(i) { return { data: { a: NaN, b: undefined }, errors: [] }; }", #"{"a":null}"#),
    ])
    func aCodecOfAnyStyleIsRun(source: String, data: String) throws {
        #expect(try pools.data(source) == data)
    }

    @Test func normalizeUplinkStandsBesideTheData() throws {
        let source = """
            function decodeUplink(i) { return { data: { t: 21.5 } }; }
            function normalizeUplink(i) { return { data: { air: { temperature: i.data.t } } }; }
            """
        #expect(try pools.data(source) == #"{"t":21.5,"normalized":{"air":{"temperature":21.5}}}"#)
        let broken = "function decodeUplink(i) { return { data: { t: 1 } }; } function normalizeUplink(i) { throw 1; }"
        #expect(try pools.data(broken) == #"{"t":1}"#, "the data stay")
    }

    @Test func aVariableAtTheTopIsFreshForEachPayload() throws {
        let source = """
            var count = 0, all = {}; var held = [];
            function Decoder(b) { count++; all['k' + b[0]] = 1; held.push(1); implicit = (typeof implicit === 'undefined');
                return { count: count, all: all, held: held.length, implicit: implicit }; }
            """
        for byte in UInt8(1)...3 {
            #expect(try pools.data(source, [byte]) == #"{"count":1,"all":{"k\#(byte)":1},"held":1,"implicit":true}"#)
        }
    }

    @Test func stubsAreThere() throws {
        let source = """
            function Decoder(b) {
                console.log('quiet'); console.error({});
                var buf = Buffer.from(b);
                return { hex: buf.toString('hex'), b64: buf.toString('base64'), back: atob(btoa('a\\u00e9')) === 'a\\u00e9',
                    be: buf.readUInt16BE(0), le: buf.readInt16LE(0), i8: buf.readInt8(1), u32: buf.readUInt32BE(1),
                    f: Buffer.from('41480000', 'hex').readFloatBE(0), text: Buffer.from('SGVq', 'base64').toString(),
                    d: Buffer.from('000000000000f83f', 'hex').readDoubleLE(0), n: Buffer.from(b).slice(1, 3).length };
            }
            """
        let expected =
            #"{"hex":"00fd640d7a","b64":"AP1kDXo=","back":true,"be":253,"le":-768,"i8":-3,"u32":4251192698,"#
            + #""f":12.5,"text":"Hej","d":1.5,"n":2}"#
        #expect(try pools.data(source) == expected)
    }

    @Test func requireSaysThatThereAreNoPackages() throws {
        let source = "var fs = require('fs'); function Decoder(b) { return {}; }"
        let failure = try pools.failure(source)
        #expect("\(try #require(failure))".contains("require('fs') is not possible here"))
    }

    @Test(arguments: [
        ("function other() {}", "has no function decodeUplink"), ("function Decoder( {", "SyntaxError"),
        ("", "has no function"), ("throw new Error('at load')", "at load"),
    ])
    func whatCannotBeRunIsSaid(source: String, message: String) throws {
        let failure = try #require(try pools.failure(source))
        guard case .unusable(let text) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(text.contains(message), "\(text)")
        try pools.expectOthersFlow()
    }

    @Test func aBatchOfManyCodecsIsAnsweredInItsOrder() throws {
        let calls = (0..<300).map { index in
            let source = "function Decoder(b, p) { return { codec: \(index % 3), index: b[0] << 8 | b[1] }; }"
            let program = Codecs.program(source, "acme/codec-\(index % 3)")
            let payload = [UInt8(index >> 8), UInt8(index & 0xFF)]
            return CodecCall(program: program, payload: payload, port: nil, receivedMicroseconds: 0)
        }
        let answers = try pools.pool.decode(calls, now: 0).map { String(decoding: try $0.get(), as: UTF8.self) }
        #expect(answers == (0..<300).map { #"{"codec":\#($0 % 3),"index":\#($0)}"# })
        #expect(pools.pool.status.workersStarted == 1)
    }

    @Test func moreCodecsThanAWorkerHoldsAreLoadedInTurn() throws {
        for round in 0..<2 {
            for number in 0..<150 {
                let source = "var big = new Array(1000).fill(\(number)); function Decoder(b) { return { n: big[5] }; }"
                let answer = try pools.outcome(source, name: "acme/codec-\(number)")
                #expect(answer == .success(#"{"n":\#(number)}"#), "round \(round)")
            }
        }
        #expect(pools.pool.status.workersLost == 0)
    }

    @Test func aBatchOfMoreCodecsThanAWorkerHoldsIsAnswered() throws {
        let calls = (0..<300).map { index in
            let program = Codecs.program(
                "function Decoder(b) { return { n: \(index % 150) }; }",
                "acme/codec-\(index % 150)"
            )
            return CodecCall(program: program, payload: [1], port: nil, receivedMicroseconds: 0)
        }
        for _ in 0..<2 {
            let answers = try pools.pool.decode(calls, now: 0).map { String(decoding: try $0.get(), as: UTF8.self) }
            #expect(answers == (0..<300).map { #"{"n":\#($0 % 150)}"# })
        }
        #expect(pools.pool.status.workersLost == 0)
    }
}
