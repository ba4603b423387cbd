/// How well a LoRaWAN device has to be heard.
///
/// A receiver decodes down to a signal-to-noise ratio of -7.5 dB at spreading factor 7 and -20 dB at 12, 2.5 dB lower with
/// each factor; a received strength of about -120 dBm is called weak (The Things Network, "RSSI and SNR",
/// thethingsnetwork.org/docs/lorawan/rssi-and-snr). At the limit: only factors 11 and 12 still get through, and 2 dB above
/// that strength: rain, leaves or a parked lorry end it. Weak: 5 dB and 8 dB better than that.
enum RadioLimits {
    static let limitSNR = -15.0
    static let limitRSSI = -118.0
    static let weakSNR = -10.0
    static let weakRSSI = -110.0

    static func outcome(rssi: Double?, snr: Double?) -> WatchCheck.Outcome {
        if (snr ?? 0) < limitSNR || (rssi ?? 0) < limitRSSI { return .failure }
        if (snr ?? 0) < weakSNR || (rssi ?? 0) < weakRSSI { return .warning }
        return .ok
    }
}
