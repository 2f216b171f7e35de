-- A draft keeps how its text was read, so that a later program shows the same sentences; the
-- steps of its editing can be taken back one by one; readings are chosen beside the other parts.

ALTER TABLE policy_draft ADD COLUMN outline TEXT NOT NULL DEFAULT ''
  CHECK (outline = '' OR (json_valid(outline) AND json_type(outline) = 'object'));

CREATE TRIGGER policy_draft_outline_is_kept BEFORE UPDATE OF outline ON policy_draft
WHEN OLD.outline <> ''
BEGIN SELECT RAISE(ABORT, 'draft-text-is-kept'); END;

CREATE TABLE policy_draft_part_next (
  draft INTEGER NOT NULL REFERENCES policy_draft (id),
  kind TEXT NOT NULL CHECK (kind IN ('head', 'proposal', 'row', 'answer', 'case', 'reading')),
  part TEXT NOT NULL,
  place INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data) AND json_type(data) = 'object'),
  state TEXT NOT NULL DEFAULT 'proposed'
    CHECK (state IN ('proposed', 'confirmed', 'written-off')),
  reason TEXT NOT NULL DEFAULT '',
  operator INTEGER REFERENCES operator (id),
  at TEXT,
  PRIMARY KEY (draft, kind, part),
  CHECK (state <> 'written-off' OR reason <> ''),
  CHECK ((state = 'proposed') = (operator IS NULL)),
  CHECK ((operator IS NULL) = (at IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO policy_draft_part_next SELECT * FROM policy_draft_part;

DROP TABLE policy_draft_part;

ALTER TABLE policy_draft_part_next RENAME TO policy_draft_part;

CREATE TRIGGER policy_draft_part_new BEFORE INSERT ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = NEW.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_part_changed BEFORE UPDATE ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_part_gone BEFORE DELETE ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

-- What the parts were before a step, so that it can be taken back.
CREATE TABLE policy_draft_step (
  id INTEGER PRIMARY KEY,
  draft INTEGER NOT NULL REFERENCES policy_draft (id),
  act TEXT NOT NULL CHECK (act <> ''),
  about TEXT NOT NULL,
  before TEXT NOT NULL CHECK (json_valid(before) AND json_type(before) = 'array'),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX policy_draft_step_of ON policy_draft_step (draft, id);

CREATE TRIGGER policy_draft_step_new BEFORE INSERT ON policy_draft_step
WHEN (SELECT state FROM policy_draft WHERE id = NEW.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_step_gone BEFORE DELETE ON policy_draft_step
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;
