/// The tables of `buffer.db`: outbox, quarantine, drop ledger, marks, raw messages and births in one file, so that one transaction
/// covers them.
///
/// Invariants:
/// - `outbox.sequence` and `quarantine.sequence` ascend and are never reused (AUTOINCREMENT), so "after" means "younger";
/// - an outbox row exists from its commit until its upstream PUBACK or a ledger line;
/// - `outbox.key` (the reading's id, as a signed integer) is unique: a redelivered message adds no row;
/// - a quarantined message leaves for newer ones, by a person's word, or with the readings that it became, in one transaction;
/// - `marks` has named numbers that other tables' changes carry along, such as how much `raw` holds;
/// - `injected` has the rows of the outbox that came long after their reception, by their first and last place: their age
///   counts from when they were stored; without it they may only expire earlier;
/// - `births` has the last birth of every Sparkplug node (its `device` is empty) and device;
/// - `totals` has one row, which every transaction that changes another table brings up to date;
/// - all times are microseconds since the epoch; `counted` is what a row counts against its limit, in bytes.
///
/// The text of all tables fits the first page, so that a damaged first page can be made anew (see `Salvage`).
enum BufferSchema {
    /// "IOCB".
    static let schema = Schema(applicationID: 0x494F_4342, steps: [version1, version2, version3, version4, version5])

    private static let version1 = """
        CREATE TABLE outbox (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          key INTEGER NOT NULL UNIQUE,
          received INTEGER NOT NULL,
          steady INTEGER NOT NULL,
          connection INTEGER NOT NULL,
          parked INTEGER CHECK (parked BETWEEN 0 AND 255),
          parked_at INTEGER CHECK ((parked IS NULL) = (parked_at IS NULL)),
          replayed_offset INTEGER NOT NULL CHECK (replayed_offset BETWEEN 0 AND length(body)),
          counted INTEGER NOT NULL CHECK (counted > 0),
          thing TEXT NOT NULL CHECK (length(thing) BETWEEN 1 AND 64),
          topic TEXT NOT NULL CHECK (length(topic) > 0),
          body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX outbox_received ON outbox (received);
        CREATE INDEX outbox_parked ON outbox (topic, sequence) WHERE parked IS NOT NULL;
        CREATE TABLE quarantine (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          received INTEGER NOT NULL,
          reason TEXT NOT NULL CHECK (length(reason) > 0),
          counted INTEGER NOT NULL CHECK (counted > 0),
          hardware_id TEXT,
          origin BLOB NOT NULL,
          detail TEXT NOT NULL,
          topic BLOB NOT NULL,
          payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX quarantine_origin ON quarantine (origin, sequence);
        CREATE TABLE drops (
          line INTEGER PRIMARY KEY AUTOINCREMENT,
          thing TEXT CHECK (length(thing) BETWEEN 1 AND 64),
          reason TEXT NOT NULL CHECK (length(reason) > 0),
          first INTEGER NOT NULL,
          last INTEGER NOT NULL CHECK (last >= first),
          count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT;
        CREATE INDEX drops_thing ON drops (thing, reason, line);
        CREATE TABLE totals (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          generation INTEGER NOT NULL,
          rows INTEGER NOT NULL CHECK (rows >= 0),
          bytes INTEGER NOT NULL CHECK (bytes >= 0),
          parked INTEGER NOT NULL CHECK (parked >= 0),
          quarantined INTEGER NOT NULL CHECK (quarantined >= 0),
          quarantined_bytes INTEGER NOT NULL CHECK (quarantined_bytes >= 0),
          ledger INTEGER NOT NULL CHECK (ledger >= 0),
          stored_total INTEGER NOT NULL,
          acknowledged_total INTEGER NOT NULL,
          dropped_total INTEGER NOT NULL,
          quarantined_total INTEGER NOT NULL,
          quarantine_evicted_total INTEGER NOT NULL
        ) STRICT;
        INSERT INTO totals VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        """

    private static let version2 = """
        CREATE TABLE marks (
          line INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
          value INTEGER NOT NULL
        ) STRICT;
        """

    private static let version3 = """
        CREATE TABLE raw (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          received INTEGER NOT NULL,
          revision INTEGER NOT NULL CHECK (revision >= 0),
          counted INTEGER NOT NULL CHECK (counted > 0),
          topic BLOB NOT NULL,
          payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX raw_received ON raw (received);
        """

    private static let version4 = """
        CREATE TABLE injected (
          first INTEGER PRIMARY KEY,
          last INTEGER NOT NULL CHECK (last >= first),
          stored INTEGER NOT NULL
        ) STRICT;
        """

    private static let version5 = """
        CREATE TABLE births (
          sequence INTEGER PRIMARY KEY,
          node TEXT NOT NULL,
          device TEXT NOT NULL,
          topic BLOB NOT NULL,
          payload BLOB NOT NULL
        ) STRICT;
        """
}
