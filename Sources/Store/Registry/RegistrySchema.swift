/// The tables of `registry.db`, shared by `run` and the commands.
///
/// Invariants:
/// - a thing is named once and a hardware id is bound to one thing at most;
/// - `stamp` has one row, and its number grows with every transaction that changes a thing, its key or a codec;
/// - a model has one codec at most;
/// - `keys` has the key of a thing's device, apart from everything that is listed: a key goes with its thing, and with its
///   hardware id, as another device has another key;
/// - `audit` only grows: triggers refuse to change or remove a line, and each line's digest covers the one before it, so
///   that a line that was changed or taken out from outside shows (see `AuditEntry`);
/// - `replacements` has every change of a thing's hardware, in order, until `run` has told the operations center of it;
/// - `credentials` has lines of mosquitto's password file (a user name and the hash of a password), never a password;
/// - times are seconds where the column says so, else microseconds since the epoch.
enum RegistrySchema {
    /// "IOCR".
    static let schema = Schema(applicationID: 0x494F_4352, steps: [version1, version2, version3, version4])

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

    private static let version3 = """
        ALTER TABLE things ADD COLUMN schedule TEXT CHECK (length(schedule) <= 256);
        ALTER TABLE things ADD COLUMN tags TEXT NOT NULL DEFAULT '';
        ALTER TABLE things ADD COLUMN offsets TEXT NOT NULL DEFAULT '';
        CREATE TABLE audit (
          line INTEGER PRIMARY KEY AUTOINCREMENT,
          at INTEGER NOT NULL,
          author TEXT NOT NULL CHECK (length(author) BETWEEN 1 AND 128),
          action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 64),
          subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 128),
          detail TEXT NOT NULL,
          digest BLOB NOT NULL CHECK (length(digest) = 32)
        ) STRICT;
        CREATE INDEX audit_subject ON audit (subject, line);
        CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
          BEGIN SELECT RAISE(ABORT, 'a line of the audit is never changed'); END;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
          BEGIN SELECT RAISE(ABORT, 'a line of the audit is never removed'); END;
        CREATE TABLE replacements (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          thing TEXT NOT NULL CHECK (length(thing) BETWEEN 1 AND 64),
          at INTEGER NOT NULL,
          old_hardware_id TEXT NOT NULL,
          new_hardware_id TEXT NOT NULL,
          old_model TEXT NOT NULL,
          new_model TEXT NOT NULL,
          offsets TEXT NOT NULL
        ) STRICT;
        CREATE INDEX replacements_thing ON replacements (thing, sequence);
        CREATE TABLE credentials (
          thing TEXT PRIMARY KEY CHECK (length(thing) BETWEEN 1 AND 64),
          hash TEXT NOT NULL CHECK (length(hash) BETWEEN 8 AND 512),
          issued INTEGER NOT NULL,
          previous_hash TEXT CHECK (length(previous_hash) BETWEEN 8 AND 512),
          previous_until INTEGER CHECK ((previous_hash IS NULL) = (previous_until IS NULL))
        ) STRICT, WITHOUT ROWID;
        """

    /// What was added to the counters before a replacement; a replacement from before does not tell.
    private static let version4 = """
        ALTER TABLE replacements ADD COLUMN old_offsets TEXT;
        """
}
