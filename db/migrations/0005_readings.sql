-- Readings (口径) the bureau has decided: the newest row of a key is in use, the older ones
-- stay to explain the claims that were decided under them.

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  key TEXT NOT NULL CHECK (key <> ''),
  value TEXT NOT NULL CHECK (value <> ''),
  document TEXT NOT NULL DEFAULT '',
  document_on TEXT CHECK (document_on IS NULL OR document_on = date(document_on)),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX reading_key ON reading (pack, key, id);

CREATE TRIGGER reading_is_kept BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'reading-is-kept'); END;

CREATE TRIGGER reading_is_fixed BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'reading-is-kept'); END;
