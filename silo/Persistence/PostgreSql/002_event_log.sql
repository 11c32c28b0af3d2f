-- The append-only log of what must not be lost. Position rises with every record; (Twin, Source, Sequence) makes a
-- retry a no-op. At is virtual time and StoredAt wall time, both in UTC ticks of 100 ns.
CREATE TABLE TwinEvent
(
    Position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    Twin     varchar(64)  NOT NULL,
    Source   varchar(512) NOT NULL,
    Sequence bigint       NOT NULL,
    At       bigint       NOT NULL,
    Kind     varchar(128) NOT NULL,
    Payload  bytea        NOT NULL,
    StoredAt bigint       NOT NULL
);

CREATE UNIQUE INDEX TwinEventIdentity ON TwinEvent (Twin, Source, Sequence);
CREATE INDEX TwinEventOrder ON TwinEvent (Twin, Position);
CREATE INDEX TwinEventAge ON TwinEvent (StoredAt);
