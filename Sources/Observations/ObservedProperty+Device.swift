/// The device itself.
extension ObservedProperty {
    static let device: [ObservedPropertyDefinition] = [
        .number(.batteryVoltage, "battery_voltage", "V", 0, 60, .all)
            .meaning("Voltage of the battery."),
        .number(.batteryLevel, "battery_level", "%", 0, 100, .all)
            .meaning("Charge of the battery as a share of its capacity."),
        .number(.batteryRemaining, "battery_remaining", "d", 0, 36525, .all)
            .meaning("How long the battery will last."),
        .boolean(.batteryLow, "battery_low", .all)
            .meaning("The battery should be changed."),
        .number(.batteryTemperature, "battery_temperature", "Cel", -60, 125, .all)
            .meaning("Temperature of the battery."),
        .number(.batteryCurrent, "battery_current", "A", -100, 100, .all)
            .meaning("Current into the battery, negative out of it."),
        .number(.supplyVoltage, "supply_voltage", "V", -1000, 1000, .all)
            .meaning("Voltage of the device's supply."),
        .boolean(.externalPower, "external_power", .all)
            .meaning("The device is fed from outside, not from its battery."),
        .number(.solarPower, "solar_power", "W", 0, 10000, .all)
            .meaning("Power of the solar panel."),
        .number(.solarVoltage, "solar_voltage", "V", 0, 1000, .all)
            .meaning("Voltage of the solar panel."),
        .number(.solarCurrent, "solar_current", "A", 0, 1000, .all)
            .meaning("Current of the solar panel."),
        .number(.deviceTemperature, "device_temperature", "Cel", -60, 125, .all)
            .meaning("Temperature inside the device."),
        .number(.deviceHumidity, "device_humidity", "%", 0, 100, .all)
            .meaning("Moisture of the air inside the device."),
        .boolean(.deviceFault, "device_fault", .all)
            .meaning("The device says that it is faulty."),
        .string(.deviceState, "device_state", .all)
            .meaning("What the device says about itself, in its own words."),
        .boolean(.tamperDetected, "tamper_detected", .all)
            .meaning("Somebody opened, moved or blinded the device."),
        .boolean(.magneticTamperDetected, "magnetic_tamper_detected", .all)
            .meaning("Somebody holds a magnet to the device."),
        .boolean(.leakDetected, "leak_detected", .all)
            .meaning("Water or gas leaks."),
        .boolean(.alarmActive, "alarm_active", .all)
            .meaning("The device raises an alarm; the channel says which."),
        .number(.eventCount, "event_count", "{events}", 0, 1e15, .all)
            .meaning("How often the event that the channel names happened."),
        .number(.restartCount, "restart_count", "{events}", 0, 1e15, .all)
            .meaning("How often the device started."),
        .number(.messageCount, "message_count", "{messages}", 0, 1e15, .all)
            .meaning("Messages that the device has sent."),
        .number(.uptime, "uptime", "s", 0, 1e11, .all)
            .meaning("How long the device has run since it started."),
        .number(.reportingInterval, "reporting_interval", "s", 0, 1e9, .all)
            .meaning("How long the device waits between two messages."),
        .number(.signalStrength, "signal_strength", "dBm", -200, 50, .all)
            .meaning("Strength of the signal that the device receives."),
        .number(.signalToNoiseRatio, "signal_to_noise_ratio", "dB", -50, 100, .all)
            .meaning("Signal over noise that the device receives."),
        .number(.linkMargin, "link_margin", "dB", -64, 127, .all)
            .meaning("By how much the signal is stronger than needed."),
    ]
}
