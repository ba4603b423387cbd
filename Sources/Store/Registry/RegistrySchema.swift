/// The tables of `registry.db`, shared by `run` and the commands.
///
/// Invariants:
/// - a thing is named once and a hardware id is bound to one thing at most;
/// - `stamp` has one row, and its number grows with every transaction that changes a thing, its key or a codec;
/// - a model has one codec at most;
/// - `keys` has the key of a thing's device, apart from everything that is listed: a key goes with its thing, and with its
///   hardware id, as another device has another key;
/// - times are seconds where the column says so, else microseconds since the epoch.
enum RegistrySchema {
    /// "IOCR".
    static let schema = Schema(applicationID: 0x494F_4352, steps: [version1, version2])

    private static let version1 = """
        CREATE TABLE things (
          thing TEXT PRIMARY KEY CHECK (length(thing) BETWEEN 1 AND 64),
          hardware_id TEXT NOT NULL UNIQUE CHECK (length(hardware_id) BETWEEN 1 AND 128),
          model TEXT NOT NULL CHECK (model LIKE '_%/_%'),
          agency TEXT NOT NULL CHECK (length(agency) BETWEEN 1 AND 64),
          domain TEXT NOT NULL CHECK (domain IN ('traffic', 'environment', 'utility')),
          name TEXT NOT NULL,
          latitude REAL CHECK (latitude BETWEEN -90 AND 90),
          longitude REAL CHECK (longitude BETWEEN -180 AND 180),
          expected_interval_seconds INTEGER CHECK (expected_interval_seconds > 0),
          state TEXT NOT NULL CHECK (state IN ('active', 'maintenance', 'calibrating', 'retired')),
          CHECK ((latitude IS NULL) = (longitude IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE stamp (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          changes INTEGER NOT NULL,
          things INTEGER NOT NULL CHECK (things >= 0)
        ) STRICT;
        INSERT INTO stamp VALUES (1, 0, 0);
        """

    private static let version2 = """
        CREATE TABLE codecs (
          model TEXT PRIMARY KEY CHECK (model LIKE '_%/_%'),
          title TEXT NOT NULL,
          domain TEXT NOT NULL CHECK (domain IN ('traffic', 'environment', 'utility')),
          source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 1048576),
          digest TEXT NOT NULL CHECK (length(digest) = 64),
          map TEXT NOT NULL CHECK (length(map) <= 1048576),
          installed INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE keys (
          thing TEXT PRIMARY KEY CHECK (length(thing) BETWEEN 1 AND 64),
          key BLOB NOT NULL CHECK (length(key) BETWEEN 8 AND 32)
        ) STRICT, WITHOUT ROWID;
        """
}
