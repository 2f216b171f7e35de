-- Other names of the titles that awards are given for, as the bureau counts them beside those of
-- the pack: the newest row of a name says whether it counts. A claim keeps the newest row it was
-- decided under, and counts what stood up to there.

CREATE TABLE title_name (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  award TEXT NOT NULL CHECK (award <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
  document TEXT NOT NULL DEFAULT '',
  document_on TEXT CHECK (document_on IS NULL OR document_on = date(document_on)),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  CHECK (document <> '' OR note <> '')
) STRICT;

CREATE INDEX title_name_pack ON title_name (pack, id);

CREATE TRIGGER title_name_is_kept BEFORE DELETE ON title_name
BEGIN SELECT RAISE(ABORT, 'title-name-is-kept'); END;

CREATE TRIGGER title_name_is_fixed BEFORE UPDATE ON title_name
BEGIN SELECT RAISE(ABORT, 'title-name-is-kept'); END;

-- Empty: the names of the pack alone.
ALTER TABLE claim ADD COLUMN title_name INTEGER REFERENCES title_name (id);

ALTER TABLE assessment ADD COLUMN title_name INTEGER REFERENCES title_name (id);

CREATE TRIGGER claim_names_of_its_pack BEFORE UPDATE OF title_name ON claim
WHEN NEW.title_name IS NOT NULL
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
  AND (SELECT pack FROM title_name WHERE id = NEW.title_name) IS NOT NEW.pack
BEGIN SELECT RAISE(ABORT, 'title-name-of-another-policy'); END;

CREATE TRIGGER claim_begins_with_names_of_its_pack BEFORE INSERT ON claim
WHEN NEW.title_name IS NOT NULL
  AND (SELECT pack FROM title_name WHERE id = NEW.title_name) IS NOT NEW.pack
BEGIN SELECT RAISE(ABORT, 'title-name-of-another-policy'); END;

CREATE TRIGGER claim_decided_keeps_its_names BEFORE UPDATE OF title_name ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;
