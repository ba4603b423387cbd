/// Water, gas and heat meters.
extension ObservedProperty {
    static let metering: [ObservedPropertyDefinition] = [
        .number(.waterVolume, "water_volume", "m3", -1e12, 1e12, .utility)
            .meaning("Water that the meter counted."),
        .number(.waterVolumeReverse, "water_volume_reverse", "m3", 0, 1e12, .utility)
            .meaning("Water that flowed backwards."),
        .number(.waterFlow, "water_flow", "m3/h", -1e6, 1e6, .utility)
            .meaning("Flow of water, negative when it flows backwards."),
        .number(.gasVolume, "gas_volume", "m3", 0, 1e12, .utility)
            .meaning("Gas that the meter counted."),
        .number(.gasVolumeCorrected, "gas_volume_corrected", "m3", 0, 1e12, .utility)
            .meaning("Gas that the meter counted, converted to base conditions."),
        .number(.gasFlow, "gas_flow", "m3/h", -1e6, 1e6, .utility)
            .meaning("Flow of gas."),
        .number(.gasTemperature, "gas_temperature", "Cel", -100, 300, .utility)
            .meaning("Temperature of the gas."),
        .number(.gasPressure, "gas_pressure", "kPa", 0, 1e6, .utility)
            .meaning("Pressure of the gas."),
        .number(.volume, "volume", "m3", -1e12, 1e12, .utility)
            .meaning("Volume that a meter of a medium without a name of its own here counted."),
        .number(.volumeFlow, "volume_flow", "m3/h", -1e6, 1e6, .utility)
            .meaning("Flow of the medium."),
        .number(.mass, "mass", "kg", -1e12, 1e12, .utility)
            .meaning("Mass that a meter counted."),
        .number(.massFlow, "mass_flow", "kg/h", -1e9, 1e9, .utility)
            .meaning("Flow of the medium by mass."),
        .number(.heatEnergy, "heat_energy", "kW.h", -1e12, 1e12, .utility)
            .meaning("Heat that the meter counted."),
        .number(.coolingEnergy, "cooling_energy", "kW.h", -1e12, 1e12, .utility)
            .meaning("Cold that the meter counted."),
        .number(.heatPower, "heat_power", "W", -1e10, 1e10, .utility)
            .meaning("Heat that flows."),
        .number(.heatVolume, "heat_volume", "m3", -1e12, 1e12, .utility)
            .meaning("Heating water that the meter counted."),
        .number(.heatFlow, "heat_flow", "m3/h", -1e6, 1e6, .utility)
            .meaning("Flow of heating water."),
        .number(.volumeTemperatureProduct, "volume_temperature_product", "m3.Cel", -1e12, 1e12, .utility)
            .meaning("Volume times temperature, summed (registers E8 and E9 of heat meters)."),
        .number(.flowTemperature, "flow_temperature", "Cel", -50, 400, .utility)
            .meaning("Temperature of the heating water that comes."),
        .number(.returnTemperature, "return_temperature", "Cel", -50, 400, .utility)
            .meaning("Temperature of the heating water that goes back."),
        .number(.temperatureDifference, "temperature_difference", "K", -400, 400, [.environment, .utility])
            .meaning("One temperature less another; source units are K, never Cel."),
        .number(.heatCostUnits, "heat_cost_units", "{HCA}", 0, 1e10, .utility)
            .meaning("Units that a heat cost allocator counted."),
        .number(.heaterTemperature, "heater_temperature", "Cel", -50, 200, .utility)
            .meaning("Temperature of a radiator."),
        .number(.roomTemperature, "room_temperature", "Cel", -60, 85, [.environment, .utility])
            .meaning("Temperature of a room."),
        .number(.externalTemperature, "external_temperature", "Cel", -273.15, 2000, [.environment, .utility])
            .meaning("Temperature at a probe outside the device."),
        .number(.pressure, "pressure", "kPa", -200, 1e6, [.environment, .utility])
            .meaning("Pressure of the medium."),
        .number(.pulseCount, "pulse_count", "{pulses}", 0, 1e20, .all)
            .meaning("Pulses that were counted."),
        .boolean(.burstDetected, "burst_detected", .utility)
            .meaning("So much flows that a pipe must be broken."),
        .boolean(.backflowDetected, "backflow_detected", .utility)
            .meaning("The medium flows backwards."),
        .boolean(.emptyPipeDetected, "empty_pipe_detected", .utility)
            .meaning("There is no medium in the pipe."),
        .boolean(.freezeRisk, "freeze_risk", .utility)
            .meaning("The medium may freeze."),
        .boolean(.noConsumption, "no_consumption", .utility)
            .meaning("Nothing was used for suspiciously long."),
        .boolean(.meterBlocked, "meter_blocked", .utility)
            .meaning("The meter does not turn."),
        .boolean(.meterRemoved, "meter_removed", .utility)
            .meaning("The device no longer sits on its meter."),
        .boolean(.valveOpen, "valve_open", .utility)
            .meaning("A valve is open."),
        .number(.valvePosition, "valve_position", "%", 0, 100, .utility)
            .meaning("How far a valve is open."),
        .boolean(.pumpRunning, "pump_running", .utility)
            .meaning("A pump runs."),
        .number(.pumpStartCount, "pump_start_count", "{events}", 0, 1e15, .utility)
            .meaning("How often a pump started."),
        .number(.rotationalSpeed, "rotational_speed", "/min", -1_000_000, 1_000_000, .utility)
            .meaning("How fast something turns."),
    ]
}
