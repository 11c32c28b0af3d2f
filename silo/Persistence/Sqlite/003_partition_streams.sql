-- A twin's partitions keep the samples since their last checkpoint in streams of their own; -1 is the twin's own stream.
ALTER TABLE TwinEvent ADD COLUMN PartitionIndex INTEGER NOT NULL DEFAULT -1;
DROP INDEX TwinEventOrder;
CREATE INDEX TwinEventOrder ON TwinEvent (Twin, PartitionIndex, Position);
