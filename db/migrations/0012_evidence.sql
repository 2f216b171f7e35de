-- Evidence with versions: nothing handed in is lost, and what was examined stays as it was.

-- What the file is by its first bytes, and what in it would act by itself (javascript, launch, embedded).
ALTER TABLE claim_evidence ADD COLUMN kind TEXT NOT NULL DEFAULT ''
  CHECK (kind IN ('', 'pdf', 'jpg', 'png', 'xlsx', 'docx'));

ALTER TABLE claim_evidence ADD COLUMN active TEXT NOT NULL DEFAULT '';

-- The older version this one stands for.
ALTER TABLE claim_evidence ADD COLUMN replaces INTEGER REFERENCES claim_evidence (id);

-- Why it was rejected or replaced.
ALTER TABLE claim_evidence ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- 归档补充: came after the decision and is no part of what was decided on.
ALTER TABLE claim_evidence ADD COLUMN supplement INTEGER NOT NULL DEFAULT 0
  CHECK (supplement IN (0, 1));

CREATE UNIQUE INDEX claim_evidence_replaces ON claim_evidence (replaces) WHERE replaces IS NOT NULL;

-- Which pieces lay before the clerk when the line was answered: their numbers.
ALTER TABLE claim_check ADD COLUMN seen TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(seen) AND json_type(seen) = 'array');

CREATE TRIGGER claim_evidence_is_kept BEFORE DELETE ON claim_evidence
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'evidence-is-kept'); END;

CREATE TRIGGER claim_evidence_is_fixed BEFORE UPDATE OF
  id, claim, form, file_name, sha256, size, pages, copies, operator, at, kind, active, replaces,
  supplement
ON claim_evidence
BEGIN SELECT RAISE(ABORT, 'evidence-is-kept'); END;

-- 已替换 is final; 已驳回 can be taken back.
CREATE TRIGGER claim_evidence_state BEFORE UPDATE OF state ON claim_evidence
WHEN OLD.state = 'replaced' OR (OLD.state = 'rejected' AND NEW.state = 'replaced')
  OR (NEW.state = 'rejected' AND NEW.reason = '')
BEGIN SELECT RAISE(ABORT, 'evidence-state'); END;

-- What 初审 was based on stays as it lies; what came after the decision may still be put right.
CREATE TRIGGER claim_evidence_examined_is_frozen BEFORE UPDATE ON claim_evidence
WHEN OLD.supplement = 0
  AND (SELECT stage FROM claim WHERE id = OLD.claim) NOT IN ('draft', 'received', 'returned', 'accepted')
BEGIN SELECT RAISE(ABORT, 'evidence-examined'); END;

CREATE TRIGGER claim_evidence_after_decision BEFORE INSERT ON claim_evidence
WHEN NEW.supplement <> ((SELECT stage FROM claim WHERE id = NEW.claim) IN (
  'approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery'))
BEGIN SELECT RAISE(ABORT, 'evidence-supplement'); END;

CREATE TRIGGER claim_evidence_replaces_its_own BEFORE INSERT ON claim_evidence
WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claim_evidence
  WHERE id = NEW.replaces AND claim = NEW.claim AND form = NEW.form)
BEGIN SELECT RAISE(ABORT, 'evidence-state'); END;
