/// The part of city life that a thing belongs to.
public enum Domain: String, CaseIterable, Hashable, Sendable {
    /// Vehicles, people and parking.
    case traffic
    /// Air, noise, weather and water levels.
    case environment
    /// Water, electricity, heat and gas meters, street lights and waste.
    case utility
}
