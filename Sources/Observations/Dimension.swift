/// What a unit measures; only units of one dimension convert into one another.
public enum Dimension: String, CaseIterable, Hashable, Sendable {
    /// Counted things.
    case count
    /// Shares of a whole.
    case ratio
    /// Volume.
    case volume
    /// Volume per time.
    case volumeFlow
    /// Active energy and heat.
    case energy
    /// Active power.
    case power
    /// Reactive energy.
    case reactiveEnergy
    /// Reactive power.
    case reactivePower
    /// Apparent energy.
    case apparentEnergy
    /// Apparent power.
    case apparentPower
    /// Temperature on a scale.
    case temperature
    /// Voltage.
    case voltage
    /// Current.
    case current
    /// Electric charge.
    case charge
    /// Frequency.
    case frequency
    /// Mass per volume.
    case massConcentration
    /// Particles per volume.
    case numberConcentration
    /// Length.
    case length
    /// Speed.
    case speed
    /// Length per time of falling water.
    case precipitationRate
    /// Pressure.
    case pressure
    /// Angle.
    case angle
    /// Angle per time.
    case angularVelocity
    /// Sound level over 20 micropascal.
    case soundLevel
    /// Ratio of powers, logarithmic.
    case level
    /// Power over one milliwatt, logarithmic.
    case signalLevel
    /// Light on a surface.
    case illuminance
    /// Light of a source.
    case luminousFlux
    /// Radiant power on a surface.
    case irradiance
    /// Photons on a surface.
    case photonFlux
    /// Electrolytic conductivity.
    case conductivity
    /// Time.
    case duration
    /// Units of a heat cost allocator.
    case heatCostAllocation
    /// Volume times temperature.
    case heatVolume
    /// Acceleration.
    case acceleration
    /// Magnetic flux density.
    case magneticFluxDensity
    /// Mass.
    case mass
    /// Mass per time.
    case massFlow
    /// Force.
    case force
    /// Radioactivity per volume.
    case activityConcentration
    /// Radiation dose per time.
    case doseRate
    /// Acidity.
    case acidity
    /// Turbidity.
    case turbidity
    /// Counted things per time.
    case countRate
    /// Counted things per length.
    case linearDensity
    /// Counted things per area.
    case arealDensity
    /// Electric resistance.
    case resistance
    /// Steps of a scale that is no unit.
    case index
}
