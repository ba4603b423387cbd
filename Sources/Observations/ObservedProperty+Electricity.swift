/// Electricity meters and supplies.
extension ObservedProperty {
    static let electricity: [ObservedPropertyDefinition] = [
        .number(.energy, "energy", "kW.h", -1e12, 1e12, .utility)
            .meaning("Energy that a meter of no named direction or medium counted."),
        .number(.activeEnergyImport, "active_energy_import", "kW.h", -1e12, 1e12, .utility)
            .meaning("Active energy that was drawn from the grid."),
        .number(.activeEnergyExport, "active_energy_export", "kW.h", -1e12, 1e12, .utility)
            .meaning("Active energy that was fed into the grid."),
        .number(.activeEnergyNet, "active_energy_net", "kW.h", -1e12, 1e12, .utility)
            .meaning("Active energy drawn less active energy fed in."),
        .number(.activeEnergyTotal, "active_energy_total", "kW.h", -1e12, 1e12, .utility)
            .meaning("Active energy of both directions together."),
        .number(.reactiveEnergyImport, "reactive_energy_import", "kvar.h", -1e12, 1e12, .utility)
            .meaning("Reactive energy that was drawn from the grid."),
        .number(.reactiveEnergyExport, "reactive_energy_export", "kvar.h", -1e12, 1e12, .utility)
            .meaning("Reactive energy that was fed into the grid."),
        .number(.reactiveEnergy, "reactive_energy", "kvar.h", -1e12, 1e12, .utility)
            .meaning("Reactive energy, by quadrant or of no named direction."),
        .number(.apparentEnergyImport, "apparent_energy_import", "kV.A.h", -1e12, 1e12, .utility)
            .meaning("Apparent energy that was drawn from the grid."),
        .number(.apparentEnergyExport, "apparent_energy_export", "kV.A.h", -1e12, 1e12, .utility)
            .meaning("Apparent energy that was fed into the grid."),
        .number(.apparentEnergy, "apparent_energy", "kV.A.h", -1e12, 1e12, .utility)
            .meaning("Apparent energy of no named direction."),
        .number(.activePower, "active_power", "W", -1e10, 1e10, .utility)
            .meaning("Active power, negative when fed into the grid."),
        .number(.activePowerImport, "active_power_import", "W", 0, 1e10, .utility)
            .meaning("Active power that is drawn from the grid."),
        .number(.activePowerExport, "active_power_export", "W", 0, 1e10, .utility)
            .meaning("Active power that is fed into the grid."),
        .number(.activePowerDemand, "active_power_demand", "W", -1e10, 1e10, .utility)
            .meaning("Average active power of the meter's demand period."),
        .number(.activePowerMaximum, "active_power_maximum", "W", -1e10, 1e10, .utility)
            .meaning("Highest active power of a period."),
        .number(.activePowerMinimum, "active_power_minimum", "W", -1e10, 1e10, .utility)
            .meaning("Lowest active power of a period."),
        .number(.activePowerLimit, "active_power_limit", "W", 0, 1e10, .utility)
            .meaning("Active power above which the meter switches off."),
        .number(.reactivePower, "reactive_power", "var", -1e10, 1e10, .utility)
            .meaning("Reactive power, negative when fed into the grid."),
        .number(.reactivePowerImport, "reactive_power_import", "var", 0, 1e10, .utility)
            .meaning("Reactive power that is drawn from the grid."),
        .number(.reactivePowerExport, "reactive_power_export", "var", 0, 1e10, .utility)
            .meaning("Reactive power that is fed into the grid."),
        .number(.apparentPower, "apparent_power", "V.A", -1e10, 1e10, .utility)
            .meaning("Apparent power."),
        .number(.apparentPowerImport, "apparent_power_import", "V.A", 0, 1e10, .utility)
            .meaning("Apparent power that is drawn from the grid."),
        .number(.apparentPowerExport, "apparent_power_export", "V.A", 0, 1e10, .utility)
            .meaning("Apparent power that is fed into the grid."),
        .number(.power, "power", "W", -1e10, 1e10, .all)
            .meaning("Power of what is no electricity meter."),
        .number(.voltage, "voltage", "V", -1e6, 1e6, .all)
            .meaning("Voltage."),
        .number(.current, "current", "A", -1e6, 1e6, .all)
            .meaning("Current."),
        .number(.currentLimit, "current_limit", "A", 0, 1e6, .utility)
            .meaning("Current above which the meter switches off."),
        .number(.electricCharge, "electric_charge", "A.h", -1e9, 1e9, .all)
            .meaning("Charge that flowed."),
        .number(.resistance, "resistance", "Ohm", 0, 1e12, .all)
            .meaning("Resistance."),
        .number(.frequency, "frequency", "Hz", 0, 1e10, .all)
            .meaning("Frequency, of the grid where nothing else is said."),
        .number(.powerFactor, "power_factor", "1", -1, 1, .utility)
            .meaning("Active power over apparent power."),
        .number(.phaseAngle, "phase_angle", "deg", -360, 360, .utility)
            .meaning("Angle between voltage and current or between two voltages."),
        .number(.voltageDistortion, "voltage_distortion", "%", 0, 1000, .utility)
            .meaning("Total harmonic distortion of the voltage."),
        .number(.currentDistortion, "current_distortion", "%", 0, 1000, .utility)
            .meaning("Total harmonic distortion of the current."),
        .number(.voltageUnbalance, "voltage_unbalance", "%", 0, 100, .utility)
            .meaning("How much the voltages of the phases differ."),
        .number(.currentUnbalance, "current_unbalance", "%", 0, 1000, .utility)
            .meaning("How much the currents of the phases differ."),
        .number(.powerFailureCount, "power_failure_count", "{events}", 0, 1e15, .utility)
            .meaning("How often the supply failed."),
        .number(.longPowerFailureCount, "long_power_failure_count", "{events}", 0, 1e15, .utility)
            .meaning("How often the supply failed for long."),
        .number(.powerFailureDuration, "power_failure_duration", "s", 0, 1e12, .utility)
            .meaning("How long the supply failed."),
        .number(.voltageSagCount, "voltage_sag_count", "{events}", 0, 1e15, .utility)
            .meaning("How often the voltage was too low."),
        .number(.voltageSwellCount, "voltage_swell_count", "{events}", 0, 1e15, .utility)
            .meaning("How often the voltage was too high."),
        .number(.tariff, "tariff", "1", 0, 255, .utility)
            .meaning("Number of the tariff that is in force."),
        .boolean(.relayClosed, "relay_closed", .utility)
            .meaning("The relay, breaker or contactor is closed."),
        .boolean(.powerPresent, "power_present", .all)
            .meaning("The supply is there."),
        .boolean(.overvoltageDetected, "overvoltage_detected", .utility)
            .meaning("The voltage is too high."),
        .boolean(.undervoltageDetected, "undervoltage_detected", .utility)
            .meaning("The voltage is too low."),
        .boolean(.overcurrentDetected, "overcurrent_detected", .utility)
            .meaning("The current is too high."),
    ]
}
