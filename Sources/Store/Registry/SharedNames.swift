internal import GRDB
internal import Observations

/// Lets equal names of models and agencies share their memory: 100,000 things have a handful of them.
struct SharedNames {
    private var slugs: [String: Slug] = [:]
    private var models: [String: ModelID] = [:]
    private var schedules: [String: ReportingSchedule] = [:]

    mutating func slug(_ text: String) throws -> Slug {
        if let known = slugs[text] { return known }
        let slug = try Slug(text)
        slugs[text] = slug
        return slug
    }

    mutating func model(_ text: String) throws -> ModelID {
        if let known = models[text] { return known }
        guard let model = ModelID(text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(text) is not a model")
        }
        models[text] = model
        return model
    }

    mutating func schedule(_ text: String) throws -> ReportingSchedule {
        if let known = schedules[text] { return known }
        let schedule = try ReportingSchedule(text)
        schedules[text] = schedule
        return schedule
    }
}
