import Devices
import MQTT
import Observations
import Store
import VendorCodecs

/// A message whose payload a vendor's codec has to read before its batch can be settled.
struct PendingDecode: Sendable {
    let message: InboundMessage
    let uplink: Uplink
    let entry: DeviceDirectory.Entry
    let codec: VendorCodec
    /// When it was received.
    let received: Moment
    /// The uplink connection that was open then.
    let connection: Int64

    /// What the codec is asked.
    var call: CodecCall {
        let reference = uplink.networkTime ?? received.wall
        return CodecCall(
            program: codec.program,
            payload: uplink.payload,
            port: uplink.port,
            receivedMicroseconds: reference.microseconds
        )
    }

    /// The message kept raw, as no answer came.
    func quarantined(_ detail: String) -> QuarantineEntry {
        QuarantineEntry(
            hardwareID: uplink.hardwareID,
            topic: message.topic,
            payload: message.payload,
            received: received.wall,
            reason: .codecFailed,
            detail: detail
        )
    }
}
