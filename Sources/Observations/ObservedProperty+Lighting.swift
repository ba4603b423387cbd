/// Street lights, waste and tanks.
extension ObservedProperty {
    static let lighting: [ObservedPropertyDefinition] = [
        .boolean(.lampOn, "lamp_on", .utility)
            .meaning("The lamp is on."),
        .number(.dimmingLevel, "dimming_level", "%", 0, 100, .utility)
            .meaning("Brightness as a share of full brightness."),
        .boolean(.lampFault, "lamp_fault", .utility)
            .meaning("The lamp is broken."),
        .boolean(.driverFault, "driver_fault", .utility)
            .meaning("The lamp's driver or ballast is broken."),
        .number(.lampTemperature, "lamp_temperature", "Cel", -60, 200, .utility)
            .meaning("Temperature of the lamp."),
        .number(.lampSwitchCount, "lamp_switch_count", "{events}", 0, 1e15, .utility)
            .meaning("How often the lamp was switched on."),
        .number(.luminousFlux, "luminous_flux", "lm", 0, 1e7, .utility)
            .meaning("Light that the lamp gives."),
        .number(.operatingTime, "operating_time", "h", 0, 1e7, .all)
            .meaning("How long something has run."),
        .number(.errorTime, "error_time", "h", 0, 1e7, .utility)
            .meaning("How long something has run with a fault."),
        .number(.averagingTime, "averaging_time", "s", 0, 1e9, .utility)
            .meaning("Over what period the meter averages."),
        .number(.actualityTime, "actuality_time", "s", 0, 1e9, .utility)
            .meaning("How old the meter's value is."),
        .number(.fillLevel, "fill_level", "%", 0, 100, [.environment, .utility])
            .meaning("How full a tank or bin is."),
        .number(.fillHeight, "fill_height", "m", -1, 1000, [.environment, .utility])
            .meaning("Height of the contents of a tank or bin."),
        .number(.fillVolume, "fill_volume", "m3", 0, 1e7, [.environment, .utility])
            .meaning("Volume of the contents of a tank or bin."),
        .number(.contentTemperature, "content_temperature", "Cel", -60, 2000, [.environment, .utility])
            .meaning("Temperature of the contents of a tank or bin."),
        .number(.weight, "weight", "kg", -1e6, 1e7, .all)
            .meaning("Weight of what lies on the scale."),
        .number(.force, "force", "N", -1e9, 1e9, .all)
            .meaning("Force."),
        .number(.emptyingCount, "emptying_count", "{events}", 0, 1e15, .utility)
            .meaning("How often a tank or bin was emptied."),
        .boolean(.binFull, "bin_full", .utility)
            .meaning("The bin or tank is full."),
        .boolean(.fireDetected, "fire_detected", [.environment, .utility])
            .meaning("There is fire, or such heat."),
    ]
}
