/// Vehicles, people and parking.
extension ObservedProperty {
    static let traffic: [ObservedPropertyDefinition] = [
        .number(.vehicleCount, "vehicle_count", "{vehicles}", 0, 1e15, .traffic)
            .meaning("Vehicles that passed."),
        .number(.bicycleCount, "bicycle_count", "{bicycles}", 0, 1e15, .traffic)
            .meaning("Bicycles that passed."),
        .number(.peopleCount, "people_count", "{people}", 0, 1e15, .traffic)
            .meaning("People that passed."),
        .number(.peoplePresent, "people_present", "{people}", 0, 1e6, [.traffic, .environment])
            .meaning("People who are there at the moment."),
        .number(.peopleWaiting, "people_waiting", "{people}", 0, 1e6, .traffic)
            .meaning("People who stand in a queue."),
        .number(.peopleDensity, "people_density", "{people}/m2", 0, 20, .traffic)
            .meaning("People on a square metre."),
        .number(.axleCount, "axle_count", "{axles}", 0, 1e15, .traffic)
            .meaning("Axles that passed."),
        .number(.wrongWayCount, "wrong_way_count", "{vehicles}", 0, 1e15, .traffic)
            .meaning("Vehicles that passed against the direction of traffic."),
        .number(.vehicleIntensity, "vehicle_intensity", "{vehicles}/h", 0, 1e5, .traffic)
            .meaning("Vehicles that pass in an hour."),
        .number(.peopleIntensity, "people_intensity", "{people}/h", 0, 1e6, .traffic)
            .meaning("People that pass in an hour."),
        .number(.vehicleDensity, "vehicle_density", "{vehicles}/km", 0, 1000, .traffic)
            .meaning("Vehicles on a kilometre of lane."),
        .number(.vehicleSpeed, "vehicle_speed", "km/h", 0, 300, .traffic)
            .meaning("Speed of vehicles, the average of a period or of one vehicle."),
        .number(.vehicleSpeedMaximum, "vehicle_speed_maximum", "km/h", 0, 300, .traffic)
            .meaning("Speed of the fastest vehicle of a period."),
        .number(.vehicleSpeedMinimum, "vehicle_speed_minimum", "km/h", 0, 300, .traffic)
            .meaning("Speed of the slowest vehicle of a period."),
        .number(.vehicleSpeedPercentile85, "vehicle_speed_percentile_85", "km/h", 0, 300, .traffic)
            .meaning("Speed that 85 % of the vehicles kept below."),
        .number(.peopleSpeed, "people_speed", "km/h", 0, 50, .traffic)
            .meaning("Average speed of people on foot or wheels."),
        .number(.trafficOccupancy, "traffic_occupancy", "%", 0, 100, .traffic)
            .meaning("Share of a period in which a vehicle stood or drove over the detector."),
        .number(.headway, "headway", "s", 0, 86400, .traffic)
            .meaning("Time from the front of a vehicle to the front of the next."),
        .number(.timeGap, "time_gap", "s", 0, 86400, .traffic)
            .meaning("Time from the rear of a vehicle to the front of the next."),
        .number(.vehicleLength, "vehicle_length", "m", 0, 100, .traffic)
            .meaning("Length of vehicles."),
        .number(.queueLength, "queue_length", "m", 0, 100_000, .traffic)
            .meaning("Length of a queue of vehicles."),
        .number(.queueCount, "queue_count", "{vehicles}", 0, 1e5, .traffic)
            .meaning("Vehicles that stand in a queue."),
        .number(.travelTime, "travel_time", "s", 0, 604_800, .traffic)
            .meaning("Time that a vehicle takes from one point to another."),
        .number(.dwellTime, "dwell_time", "s", 0, 31_622_400, .traffic)
            .meaning("How long somebody or something stays."),
        .number(.objectHeading, "object_heading", "deg", 0, 360, .traffic)
            .meaning("Direction in which an object moves, clockwise from north."),
        .boolean(.parkingOccupied, "parking_occupied", .traffic)
            .meaning("A vehicle stands on the parking space."),
        .number(.parkingDuration, "parking_duration", "s", 0, 31_622_400, .traffic)
            .meaning("How long a vehicle has stood on the parking space."),
        .number(.parkingSpacesFree, "parking_spaces_free", "{spaces}", 0, 1e6, .traffic)
            .meaning("Parking spaces that are free."),
        .number(.parkingSpacesOccupied, "parking_spaces_occupied", "{spaces}", 0, 1e6, .traffic)
            .meaning("Parking spaces that are taken."),
        .number(.parkingSpacesTotal, "parking_spaces_total", "{spaces}", 0, 1e6, .traffic)
            .meaning("Parking spaces that there are."),
        .number(.parkingEntryCount, "parking_entry_count", "{vehicles}", 0, 1e15, .traffic)
            .meaning("Vehicles that came to park."),
        .number(.detectionConfidence, "detection_confidence", "%", 0, 100, .traffic)
            .meaning("How sure a detector is."),
        .string(.trafficLightState, "traffic_light_state", .traffic)
            .meaning("What a traffic light shows."),
        .string(.roadSurfaceState, "road_surface_state", [.traffic, .environment])
            .meaning("What a road is like: dry, wet, icy and the like, in the device's words."),
    ]
}
