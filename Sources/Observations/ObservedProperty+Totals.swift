extension ObservedProperty {
    /// Whether it is a total that people want to continue when the meter is replaced: what was consumed, passed or fell,
    /// and not what a device counts of itself.
    public var isTotal: Bool { ObservedProperty.totals.contains(self) }

    private static let totals: Set<ObservedProperty> = [
        .energy, .activeEnergyImport, .activeEnergyExport, .activeEnergyNet, .activeEnergyTotal, .reactiveEnergyImport,
        .reactiveEnergyExport, .reactiveEnergy, .apparentEnergyImport, .apparentEnergyExport, .apparentEnergy,
        .electricCharge, .waterVolume, .waterVolumeReverse, .gasVolume, .gasVolumeCorrected, .volume, .mass,
        .heatEnergy,
        .coolingEnergy, .heatVolume, .heatCostUnits, .pulseCount, .vehicleCount, .bicycleCount, .peopleCount,
        .axleCount,
        .parkingEntryCount, .openingCount, .rainfall, .analogValue,
    ]
}
