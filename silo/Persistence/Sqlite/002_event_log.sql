-- The append-only log of what must not be lost. Position rises with every record; (Twin, Source, Sequence) makes a
-- retry a no-op. At is virtual time and StoredAt wall time, both in UTC ticks of 100 ns: text would lose precision.
CREATE TABLE TwinEvent
(
    Position INTEGER PRIMARY KEY AUTOINCREMENT,
    Twin     TEXT    NOT NULL,
    Source   TEXT    NOT NULL,
    Sequence INTEGER NOT NULL,
    At       INTEGER NOT NULL,
    Kind     TEXT    NOT NULL,
    Payload  BLOB    NOT NULL,
    StoredAt INTEGER NOT NULL
);

CREATE UNIQUE INDEX TwinEventIdentity ON TwinEvent (Twin, Source, Sequence);
CREATE INDEX TwinEventOrder ON TwinEvent (Twin, Position);
CREATE INDEX TwinEventAge ON TwinEvent (StoredAt);
