-- 封账: a fund year whose content stands as it was handed in. What is written down once is kept;
-- a year may be opened again with a reason, and closed again under the next ordinal.

CREATE TABLE year_closing (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2100),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  -- The whole year as compressed JSON, and what it comes to.
  content BLOB NOT NULL CHECK (length(content) > 0),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  claims INTEGER NOT NULL CHECK (claims >= 0),
  approved_fen INTEGER NOT NULL CHECK (approved_fen >= 0),
  paid_fen INTEGER NOT NULL CHECK (paid_fen >= 0),
  -- The journal as it stood: what comes after belongs to a later year.
  journal_seq INTEGER NOT NULL CHECK (journal_seq >= 0),
  journal_head TEXT NOT NULL,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%S', at)),
  reopened_by INTEGER REFERENCES operator (id),
  reopened_at TEXT CHECK (reopened_at IS strftime('%Y-%m-%dT%H:%M:%S', reopened_at)),
  reopen_reason TEXT NOT NULL DEFAULT '',
  UNIQUE (pack, year, ordinal),
  CHECK ((reopened_by IS NULL) = (reopened_at IS NULL)),
  CHECK ((reopened_by IS NULL) = (reopen_reason = ''))
) STRICT;

CREATE UNIQUE INDEX year_closing_stands ON year_closing (pack, year) WHERE reopened_at IS NULL;

CREATE TRIGGER year_closing_is_kept BEFORE DELETE ON year_closing
BEGIN SELECT RAISE(ABORT, 'year-closing-is-kept'); END;

CREATE TRIGGER year_closing_is_fixed BEFORE UPDATE ON year_closing
WHEN OLD.reopened_at IS NOT NULL OR NEW.reopened_at IS NULL
  OR NEW.id <> OLD.id OR NEW.pack <> OLD.pack OR NEW.year <> OLD.year
  OR NEW.ordinal <> OLD.ordinal OR NEW.content <> OLD.content OR NEW.digest <> OLD.digest
  OR NEW.claims <> OLD.claims OR NEW.approved_fen <> OLD.approved_fen
  OR NEW.paid_fen <> OLD.paid_fen OR NEW.journal_seq <> OLD.journal_seq
  OR NEW.journal_head <> OLD.journal_head OR NEW.operator <> OLD.operator OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'year-closing-is-kept'); END;

CREATE TRIGGER year_closing_by_approver BEFORE INSERT ON year_closing
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"approver"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER year_closing_opened_by_approver BEFORE UPDATE OF reopened_by ON year_closing
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.reopened_by AND active = 1 AND roles LIKE '%"approver"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

-- The year after it may be closed already and count on what this one says.
CREATE TRIGGER year_closing_opened_last_first BEFORE UPDATE OF reopened_at ON year_closing
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year > NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'later-year-is-closed'); END;

CREATE TRIGGER year_closing_in_order BEFORE INSERT ON year_closing
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year > NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'later-year-is-closed'); END;

-- Where the year's money comes from: 资金来源 of every claim of the year that names no other.
ALTER TABLE budget ADD COLUMN source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 60);

-- Nothing comes into a closed year or goes out of it, and its budget stands.
CREATE TRIGGER claim_not_into_closed_year BEFORE UPDATE OF stage ON claim
WHEN OLD.stage = 'draft' AND NEW.stage <> 'draft' AND EXISTS (SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year = NEW.fund_year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'year-is-closed'); END;

CREATE TRIGGER claim_keeps_its_closed_year BEFORE UPDATE OF fund_year ON claim
WHEN NEW.fund_year <> OLD.fund_year AND OLD.stage <> 'draft' AND EXISTS (
  SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year IN (NEW.fund_year, OLD.fund_year) AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'year-is-closed'); END;

CREATE TRIGGER budget_of_closed_year_is_new BEFORE INSERT ON budget
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year = NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'year-is-closed'); END;

CREATE TRIGGER budget_of_closed_year_stands BEFORE UPDATE ON budget
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = OLD.pack AND year = OLD.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'year-is-closed'); END;

CREATE TRIGGER budget_of_closed_year_is_kept BEFORE DELETE ON budget
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = OLD.pack AND year = OLD.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'year-is-closed'); END;
