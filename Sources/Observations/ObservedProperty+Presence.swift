/// Movement, doors and what stands where, in houses and outside.
extension ObservedProperty {
    static let presence: [ObservedPropertyDefinition] = [
        .boolean(.occupied, "occupied", .all)
            .meaning("A seat, desk, room or zone is in use."),
        .number(.occupancyState, "occupancy_state", "1", 0, 255, [.traffic, .environment])
            .meaning("How a room or seat is in use, in the device's own steps; 0 is empty."),
        .boolean(.motionDetected, "motion_detected", .all)
            .meaning("Something moved."),
        .number(.motionCount, "motion_count", "{events}", 0, 1e15, .all)
            .meaning("How often something moved."),
        .boolean(.doorOpen, "door_open", .all)
            .meaning("A door, lid or window is open."),
        .number(.openingCount, "opening_count", "{events}", 0, 1e15, .all)
            .meaning("How often a door, lid or window was opened."),
        .boolean(.contactClosed, "contact_closed", .all)
            .meaning("A contact is closed."),
        .boolean(.buttonPressed, "button_pressed", .all)
            .meaning("A button was pressed."),
        .number(.buttonPressCount, "button_press_count", "{events}", 0, 1e15, .all)
            .meaning("How often a button was pressed."),
        .boolean(.switchOn, "switch_on", .all)
            .meaning("A switch or output is on."),
        .boolean(.vibrationDetected, "vibration_detected", .all)
            .meaning("The device was shaken."),
        .boolean(.tilted, "tilted", .all)
            .meaning("The device does not stand as it was mounted."),
        .number(.tilt, "tilt", "deg", -180, 180, .all)
            .meaning("Angle between the device and the plumb line or its mounting."),
        .number(.acceleration, "acceleration", "m/s2", -2000, 2000, .all)
            .meaning("Acceleration, gravity included."),
        .number(.vibrationVelocity, "vibration_velocity", "mm/s", 0, 1000, .all)
            .meaning("Speed of a vibration, root mean square or peak."),
        .number(.vibrationFrequency, "vibration_frequency", "Hz", 0, 1e6, .all)
            .meaning("Main frequency of a vibration."),
        .number(.angularVelocity, "angular_velocity", "deg/s", -10000, 10000, .all)
            .meaning("Speed of a turn."),
        .number(.magneticFluxDensity, "magnetic_flux_density", "uT", -100_000, 100_000, .all)
            .meaning("Magnetic field."),
        .number(.distance, "distance", "m", 0, 1e6, .all)
            .meaning("Distance from the device to the nearest thing before it."),
        .number(.displacement, "displacement", "mm", -100_000, 100_000, .all)
            .meaning("By how much something moved from where it was, or a crack opened."),
        .number(.latitude, "latitude", "deg", -90, 90, .all)
            .meaning("Degrees north, WGS 84."),
        .number(.longitude, "longitude", "deg", -180, 180, .all)
            .meaning("Degrees east, WGS 84."),
        .number(.altitude, "altitude", "m", -500, 20000, .all)
            .meaning("Height over the sea."),
        .number(.direction, "direction", "deg", 0, 360, .all)
            .meaning("Direction, clockwise from north."),
        .number(.percentage, "percentage", "%", -1_000_000, 1_000_000, .all)
            .meaning("A share that the device does not name."),
        .number(.analogValue, "analog_value", "1", -1e15, 1e15, .all)
            .meaning("A number that the device does not name."),
        .number(.digitalValue, "digital_value", "1", 0, 1e10, .all)
            .meaning("The state of an input or output that the device does not name."),
    ]
}
