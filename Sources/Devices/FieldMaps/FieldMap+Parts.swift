public import Observations

extension FieldMap {
    /// A `[[fields]]` table: value = raw × scale + add, in `unit`, then converted to the property's unit.
    public struct Field: Hashable, Sendable {
        /// Where the raw value stands.
        public let source: FieldSource
        /// The name of the property.
        public let property: String
        /// Tells equal properties apart.
        public let channel: String?
        /// The unit after `scale` and `add`, when it is not the property's own.
        public let unit: String?
        /// What the raw value is multiplied by.
        public let scale: Double
        /// What is added then.
        public let add: Double
        /// How the value relates to time.
        public let kind: ObservationKind

        /// A field as it is written; `FieldMap` checks it.
        public init(
            source: FieldSource,
            property: String,
            channel: String? = nil,
            unit: String? = nil,
            scale: Double = 1,
            add: Double = 0,
            kind: ObservationKind = .instant
        ) {
            self.source = source
            self.property = property
            self.channel = channel
            self.unit = unit
            self.scale = scale
            self.add = add
            self.kind = kind
        }
    }

    /// A `[[parameters]]` table: a raw value that goes along under a name.
    public struct ParameterField: Hashable, Sendable {
        /// Where the raw value stands.
        public let source: FieldSource
        /// The name, 1 to 64 bytes.
        public let name: String

        /// A parameter as it is written; `FieldMap` checks it.
        public init(source: FieldSource, name: String) {
            self.source = source
            self.name = name
        }
    }

    /// The `time` table: when the device says that it measured.
    public struct Time: Hashable, Sendable {
        /// Where the moment stands.
        public let source: FieldSource
        /// How it is written.
        public let unit: TimeUnit
        /// Seconds east of UTC of a text without zone.
        public let zoneSecondsEast: Int

        /// A time as it is written; `FieldMap` checks it.
        public init(source: FieldSource, unit: TimeUnit, zoneSecondsEast: Int = 0) {
            self.source = source
            self.unit = unit
            self.zoneSecondsEast = zoneSecondsEast
        }
    }
}
