-- The bureau's own wording of letters: every published version stays, a letter names the one it had.

CREATE TABLE letter_template (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  shipped INTEGER NOT NULL DEFAULT 0 CHECK (shipped IN (0, 1)),
  texts TEXT NOT NULL CHECK (json_valid(texts)),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  UNIQUE (kind, version)
) STRICT;

CREATE TRIGGER letter_template_is_kept BEFORE DELETE ON letter_template
BEGIN SELECT RAISE(ABORT, 'letter-template-is-kept'); END;

CREATE TRIGGER letter_template_is_fixed BEFORE UPDATE ON letter_template
BEGIN SELECT RAISE(ABORT, 'letter-template-is-kept'); END;
