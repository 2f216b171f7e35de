-- What was read in from workbooks: each import, each record it made, and what the records are
-- that nothing else keeps: awards paid before ipdesk, and lists of who was recognised.
CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('history', 'applicants', 'claims', 'items', 'listed', 'payments')),
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  sheet TEXT NOT NULL,
  context TEXT NOT NULL CHECK (json_valid(context)),
  rows INTEGER NOT NULL CHECK (rows >= 1),
  added INTEGER NOT NULL CHECK (added >= 1),
  left_out INTEGER NOT NULL CHECK (left_out >= 0),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%S', at)),
  undone_by INTEGER REFERENCES operator (id),
  undone_at TEXT CHECK (undone_at IS strftime('%Y-%m-%dT%H:%M:%S', undone_at)),
  CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) STRICT;

CREATE INDEX import_batch_file ON import_batch (file_sha256);

CREATE TRIGGER import_batch_is_kept BEFORE DELETE ON import_batch
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

CREATE TRIGGER import_batch_is_fixed BEFORE UPDATE ON import_batch
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR NEW.kind <> OLD.kind
  OR NEW.file_sha256 <> OLD.file_sha256 OR NEW.rows <> OLD.rows OR NEW.added <> OLD.added
  OR NEW.operator <> OLD.operator OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

-- One line of the file may have made several records (an applicant and what was paid to it).
CREATE TABLE import_row (
  batch INTEGER NOT NULL REFERENCES import_batch (id),
  line INTEGER NOT NULL CHECK (line >= 1),
  entity TEXT NOT NULL CHECK (entity IN ('applicant', 'past_award', 'claim', 'item', 'listed', 'payment')),
  entity_id INTEGER NOT NULL,
  content_key TEXT NOT NULL,
  PRIMARY KEY (batch, line, entity)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_row_key ON import_row (content_key) WHERE content_key <> '';

CREATE INDEX import_row_entity ON import_row (entity, entity_id);

CREATE TRIGGER import_row_is_kept BEFORE DELETE ON import_row
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

CREATE TRIGGER import_row_is_fixed BEFORE UPDATE ON import_row
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

-- 历史导入: what was paid before ipdesk. It counts through its entitlement.
CREATE TABLE past_award (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES import_batch (id),
  pack TEXT NOT NULL,
  award TEXT NOT NULL,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  subject TEXT NOT NULL,
  pieces INTEGER NOT NULL DEFAULT 1 CHECK (pieces BETWEEN 1 AND 100000),
  fact_on TEXT NOT NULL CHECK (fact_on IS date(fact_on)),
  fact_known INTEGER NOT NULL CHECK (fact_known IN (0, 1)),
  fund_year INTEGER NOT NULL CHECK (fund_year BETWEEN 1900 AND 2100),
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 0 AND 10000000000000),
  document_number TEXT NOT NULL,
  paid_on TEXT CHECK (paid_on IS date(paid_on)),
  note TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'counts' CHECK (state IN ('counts', 'withdrawn')),
  entitlement INTEGER REFERENCES entitlement (id),
  CHECK ((state = 'counts') = (entitlement IS NOT NULL))
) STRICT;

CREATE INDEX past_award_applicant ON past_award (applicant, pack);

CREATE INDEX past_award_batch ON past_award (batch);

CREATE UNIQUE INDEX past_award_entitlement ON past_award (entitlement) WHERE entitlement IS NOT NULL;

CREATE TRIGGER past_award_is_kept BEFORE DELETE ON past_award
WHEN NOT EXISTS (SELECT 1 FROM import_batch WHERE id = OLD.batch AND undone_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'past-award-is-kept'); END;

-- 认定名单: who was recognised as what, by which document; for reference at the title check.
CREATE TABLE listed (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES import_batch (id),
  title TEXT NOT NULL CHECK (title <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  code TEXT NOT NULL,
  applicant INTEGER REFERENCES applicant (id),
  recognised_on TEXT CHECK (recognised_on IS date(recognised_on)),
  year INTEGER CHECK (year BETWEEN 1900 AND 2100),
  document_number TEXT NOT NULL,
  note TEXT NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
) STRICT;

CREATE INDEX listed_folded ON listed (folded) WHERE withdrawn = 0;

CREATE INDEX listed_code ON listed (code) WHERE withdrawn = 0 AND code <> '';

CREATE INDEX listed_applicant ON listed (applicant) WHERE withdrawn = 0;

CREATE TRIGGER listed_is_kept BEFORE DELETE ON listed
BEGIN SELECT RAISE(ABORT, 'listed-is-kept'); END;

-- Undoing an import takes back applicants that it alone made; foreign keys keep those in use.
DROP TRIGGER applicant_is_kept;

CREATE TRIGGER applicant_is_kept BEFORE DELETE ON applicant
WHEN NOT EXISTS (
  SELECT 1 FROM import_row r JOIN import_batch b ON b.id = r.batch
  WHERE r.entity = 'applicant' AND r.entity_id = OLD.id AND b.undone_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'applicant-is-kept'); END;
