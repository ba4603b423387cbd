/// Payloads of simulated Milesight sensors.
enum MilesightSimulator {
    /// Battery, temperature, humidity and CO2 of an AM103.
    @Sendable static func air(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = battery(&device)
        writer.bytes += [0x03, 0x67]
        writer.littleEndian(UInt64(device.walk(1, within: 24...36, step: 0.2) * 10), 2)
        writer.bytes += [0x04, 0x68, UInt8(device.walk(2, within: 45...90, step: 1) * 2)]
        writer.bytes += [0x07, 0x7D]
        writer.littleEndian(UInt64(device.walk(3, within: 410...1600, step: 30)), 2)
        return uplink(writer, device)
    }

    /// Battery and the people in and out of a VS350; its sums begin anew after 65 535.
    @Sendable static func people(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = battery(&device)
        let (into, newInto) = device.count(0, by: 0...25)
        let (out, newOut) = device.count(1, by: 0...25)
        writer.bytes += [0x04, 0xCC]
        writer.littleEndian(into, 2)
        writer.littleEndian(out, 2)
        writer.bytes += [0x05, 0xCC]
        writer.littleEndian(newInto, 2)
        writer.littleEndian(newOut, 2)
        return uplink(writer, device)
    }

    /// Charge and current of a CT101.
    @Sendable static func current(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let hundredths = UInt64(device.walk(0, within: 1...80, step: 4) * 100)
        var writer = ByteWriter()
        writer.bytes += [0x03, 0x97]
        writer.littleEndian(device.count(0, by: 100...900).total, 4)
        writer.bytes += [0x04, 0x98]
        writer.littleEndian(hundredths, 2)
        return uplink(writer, device)
    }

    private static func battery(_ device: inout SimulatedDevice) -> ByteWriter {
        var writer = ByteWriter()
        writer.bytes += [0x01, 0x75, UInt8(device.walk(0, within: 60...99, step: 0.2))]
        return writer
    }

    private static func uplink(_ writer: ByteWriter, _ device: SimulatedDevice) -> SimulatedUplink {
        SimulatedUplink(payload: writer.bytes, port: MilesightModels.port, frameCounter: device.frameCounter)
    }
}
