import Foundation
import Observations
import Store
import TestBroker
import Testing

@testable import Gateway

/// Rates, how long the outbox lasts, and how long certificates are valid.
@Suite struct MachineTests {
    private static func sample(_ seconds: Int64, _ messages: Int, rows: Int = 0) -> RateMeter.Sample {
        RateMeter.Sample(
            time: SteadyInstant(microseconds: seconds * 1_000_000),
            messages: messages,
            readings: messages * 2,
            readingBytes: Int64(messages) * 1_000,
            backlogRows: rows,
            backlogBytes: Int64(rows) * 500
        )
    }

    @Test func ratesAreThoseOfTheLastMinutes() {
        var meter = RateMeter()
        #expect(meter.rates == GatewayStatus.Rates())
        #expect(meter.isDue(at: SteadyInstant(microseconds: 0)))
        meter.add(Self.sample(0, 0))
        #expect(meter.rates == GatewayStatus.Rates(), "one look says nothing")
        #expect(!meter.isDue(at: SteadyInstant(microseconds: 4_999_999)))
        #expect(meter.isDue(at: SteadyInstant(microseconds: 5_000_000)))
        // Ten messages a second for ten minutes, then a minute of silence.
        for step in Int64(1)...120 { meter.add(Self.sample(step * 5, Int(step) * 50)) }
        #expect(meter.rates.messagesPerSecond == 10)
        #expect(meter.rates.readingsPerSecond == 20)
        #expect(meter.rates.intakeBytesPerSecond == 10_000)
        for step in Int64(121)...132 { meter.add(Self.sample(step * 5, 6_000, rows: Int(step - 120) * 5)) }
        #expect(meter.rates.messagesPerSecond == 0)
        #expect(meter.rates.intakeRowsPerSecond == 16)
        #expect(meter.rates.backlogRowsPerSecond == 0.2)
        #expect(meter.rates.backlogBytesPerSecond == 100)
    }

    private static func outlook(
        rows: Int = 0,
        growth: Double = 0,
        isUplinkOpen: Bool = false,
        maximumRows: Int = 0,
        free: Int64 = 1 << 40,
        intake: Double = 10
    ) -> BufferOutlook {
        var rates = GatewayStatus.Rates()
        (rates.backlogRowsPerSecond, rates.backlogBytesPerSecond) = (growth, growth * 1_000)
        (rates.intakeRowsPerSecond, rates.intakeBytesPerSecond) = (intake, intake * 1_000)
        return BufferOutlook(
            GatewayStatus.Backlog(rows: rows, bytes: Int64(rows) * 1_000),
            limits: StoreLimits(maximumBytes: 1_000_000_000, maximumRows: maximumRows),
            disk: GatewayStatus.Disk(freeBytes: free, reserveBytes: 8 << 20),
            rates: rates,
            isUplinkOpen: isUplinkOpen
        )
    }

    @Test func theFirstLimitCounts() {
        let bytes = Self.outlook(rows: 100_000, growth: 10)
        #expect(bytes.basis == .filling && bytes.limit == .bytes && bytes.secondsLeft == 90_000)
        let rows = Self.outlook(rows: 100_000, growth: 10, maximumRows: 136_000)
        #expect(rows.limit == .rows && rows.secondsLeft == 3_600)
        let disk = Self.outlook(rows: 100_000, growth: 10, free: 8 << 20 + 14_000_000)
        #expect(disk.limit == .disk && disk.secondsLeft == 1_000)
        #expect(Self.outlook(rows: 1, growth: 10, free: 0).secondsLeft == 0)
    }

    @Test func aDrainingOutboxLasts() {
        let draining = Self.outlook(rows: 1_000, growth: -5, isUplinkOpen: true)
        #expect(draining.basis == .draining && draining.secondsLeft == nil)
        let open = Self.outlook(isUplinkOpen: true)
        #expect(open.basis == .forecast && open.secondsLeft == 100_000)
        #expect(Self.outlook(intake: 0).secondsLeft == nil, "nothing comes in")
    }

    /// The worst of batches and sizes: single readings and full batches, small and large bodies.
    @Test(arguments: [(rows: 1, bytes: 300), (rows: 64, bytes: 300), (rows: 64, bytes: 1_500), (rows: 256, bytes: 700)])
    func aReadingTakesNoMoreOfTheDiskThanIsReckonedWith(batch: (rows: Int, bytes: Int)) throws {
        let directory = try Scratch.makeDirectory("room")
        defer { Scratch.remove(directory) }
        let now = GatewayVersion.released
        let store = try BufferStore(path: "\(directory)/buffer.db", limits: StoreLimits(reserveBytes: 0), now: now)
        var (number, counted) = (0, Int64(0))
        while counted < 6_000_000, number < 12_000 {
            let readings = try (0..<batch.rows).map { _ in
                number += 1
                return OutboxReading(
                    id: ReadingID(bits: UInt64(number) &* 0x9E37_79B9_7F4A_7C15),
                    thing: try Slug("aq-thu-dau-mot-\(number % 50)"),
                    topic: "ioc/v1/environment-dept/environment/aq-thu-dau-mot-\(number % 50)/reading",
                    body: [UInt8](repeating: 0x61, count: batch.bytes),
                    replayedOffset: 10,
                    received: now.advanced(byMicroseconds: Int64(number)),
                    receivedSteadyMicroseconds: 1,
                    connection: 0
                )
            }
            counted += readings.reduce(0) { $0 + Int64($1.countedBytes) }
            _ = try store.apply(StoreTransaction(readings: readings), now: now)
        }
        try store.close()
        // The log beside the file is bounded, whatever waits; closing brings it into the file.
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/buffer.db")
        let used = try #require(attributes[.size] as? NSNumber).doubleValue
        let ratio = used / Double(counted)
        #expect((0.7...BufferOutlook.diskBytesPerByte).contains(ratio), "\(used) bytes for \(counted)")
    }

    @Test func certificatesSayUntilWhenTheyAreValid() throws {
        let certificates = try Certificates()
        for file in [certificates.caFile, certificates.serverCertificateFile] {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let validity = try #require(CertificateValidity.all(inPEM: text).first)
            let days = validity.notAfter.microseconds(since: validity.notBefore) / 86_400_000_000
            #expect(days == 1)
            let now = Int64(Date().timeIntervalSince1970 * 1e6)
            #expect(abs(validity.notBefore.microseconds - now) < 120_000_000)
            #expect(CertificateValidity.all(inPEM: text + text).count == 2)
        }
    }

    /// From 2050 on the year has four digits.
    @Test func aCertificateForAVeryLongTimeIsRead() throws {
        let certificates = try Certificates(serverDays: 20_000)
        let text = try String(contentsOfFile: certificates.serverCertificateFile, encoding: .utf8)
        let validity = try #require(CertificateValidity.all(inPEM: text).first)
        #expect(validity.notAfter.microseconds(since: validity.notBefore) / 86_400_000_000 == 20_000)
    }

    @Test func everyCutOfACertificateIsNoCertificate() throws {
        let certificates = try Certificates()
        let text = try String(contentsOfFile: certificates.caFile, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("-") }
        let bytes = Array(try #require(Data(base64Encoded: lines.joined())))
        #expect(CertificateValidity(der: bytes) != nil)
        for count in 0..<bytes.count { #expect(CertificateValidity(der: Array(bytes.prefix(count))) == nil) }
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 0xFF
            _ = CertificateValidity(der: changed)
        }
        #expect(CertificateValidity.all(inPEM: "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----") == [])
        #expect(CertificateValidity.all(inPEM: "nothing") == [])
    }
}
