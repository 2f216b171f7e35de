-- How a clause stands (有效, 停止, 调整) by a later or higher document, as the bureau has set it:
-- the newest row that had taken effect when a claim was received governs it, the older ones
-- stay to explain the claims that were decided under them.

CREATE TABLE clause_status (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  clause TEXT NOT NULL CHECK (clause <> ''),
  status TEXT NOT NULL CHECK (status IN ('in_force', 'stopped', 'adjusted')),
  document TEXT NOT NULL CHECK (document <> ''),
  document_on TEXT NOT NULL CHECK (document_on = date(document_on)),
  from_day TEXT NOT NULL CHECK (from_day = date(from_day)),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX clause_status_clause ON clause_status (pack, clause, id);

CREATE TRIGGER clause_status_is_kept BEFORE DELETE ON clause_status
BEGIN SELECT RAISE(ABORT, 'clause-status-is-kept'); END;

CREATE TRIGGER clause_status_is_fixed BEFORE UPDATE ON clause_status
BEGIN SELECT RAISE(ABORT, 'clause-status-is-kept'); END;

-- Empty: nothing was set when the claim was taken on, the pack speaks for itself.
ALTER TABLE claim ADD COLUMN clause_status INTEGER REFERENCES clause_status (id);

ALTER TABLE assessment ADD COLUMN clause_status INTEGER REFERENCES clause_status (id);

CREATE TRIGGER claim_stands_in_its_pack BEFORE UPDATE OF clause_status ON claim
WHEN NEW.clause_status IS NOT NULL
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
  AND (SELECT pack FROM clause_status WHERE id = NEW.clause_status) IS NOT NEW.pack
BEGIN SELECT RAISE(ABORT, 'clause-status-of-another-policy'); END;

CREATE TRIGGER claim_begins_in_its_pack BEFORE INSERT ON claim
WHEN NEW.clause_status IS NOT NULL
  AND (SELECT pack FROM clause_status WHERE id = NEW.clause_status) IS NOT NEW.pack
BEGIN SELECT RAISE(ABORT, 'clause-status-of-another-policy'); END;

CREATE TRIGGER claim_decided_keeps_its_clause BEFORE UPDATE OF clause_status ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;
