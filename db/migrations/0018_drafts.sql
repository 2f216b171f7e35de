-- Drafts of policies: a published text as it was read, and what became of each part proposed from
-- it. They are written as one types; nothing of them holds for claims before it is activated.

CREATE TABLE policy_draft (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  title TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_kind TEXT NOT NULL CHECK (file_kind IN ('text', 'docx', 'pdf')),
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  pages TEXT NOT NULL CHECK (json_valid(pages) AND json_type(pages) = 'array'),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'activated', 'dropped')),
  replaces TEXT NOT NULL DEFAULT '',
  version TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  CHECK ((state = 'activated') = (version <> ''))
) STRICT;

CREATE INDEX policy_draft_open ON policy_draft (state, changed_at);

-- One part: the head, a proposal, a row, a number written off, a case. `place` keeps their order.
CREATE TABLE policy_draft_part (
  draft INTEGER NOT NULL REFERENCES policy_draft (id),
  kind TEXT NOT NULL CHECK (kind IN ('head', 'proposal', 'row', 'answer', 'case')),
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

CREATE TRIGGER policy_draft_text_is_kept BEFORE UPDATE OF
  id, file_name, file_kind, file_sha256, pages, operator, at
ON policy_draft
BEGIN SELECT RAISE(ABORT, 'draft-text-is-kept'); END;

CREATE TRIGGER policy_draft_is_closed BEFORE UPDATE ON policy_draft
WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_is_not_deleted BEFORE DELETE ON policy_draft
BEGIN SELECT RAISE(ABORT, 'draft-text-is-kept'); END;

CREATE TRIGGER policy_draft_part_new BEFORE INSERT ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = NEW.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_part_changed BEFORE UPDATE ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_part_gone BEFORE DELETE ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;
