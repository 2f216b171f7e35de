-- The journal: append-only, each entry carries the hash of the one before it.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL CHECK (at GLOB '[12][09][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'),
  operator TEXT NOT NULL CHECK (operator <> ''),
  act TEXT NOT NULL CHECK (act <> ''),
  entity TEXT NOT NULL CHECK (entity <> ''),
  entity_id INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_type(data) = 'object'),
  reason TEXT NOT NULL,
  clock_back INTEGER NOT NULL CHECK (clock_back IN (0, 1)),
  algorithm TEXT NOT NULL CHECK (algorithm IN ('sha256', 'sm3')),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX journal_entity ON journal (entity, entity_id, seq);

CREATE TRIGGER journal_follows BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.previous IS NOT coalesce(
    (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN
  SELECT raise(ABORT, 'journal: an entry must follow the last one');
END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
  SELECT raise(ABORT, 'journal: entries are never changed');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
  SELECT raise(ABORT, 'journal: entries are never deleted');
END;

-- What the office has set: its name, its code, its printed lines.
CREATE TABLE setting (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
