-- Casework: versions of policies, claims with their items, checks, evidence and steps,
-- and what each live claim holds of keys and quotas.

CREATE TABLE policy_version (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  pack TEXT NOT NULL,
  title TEXT NOT NULL,
  document_number TEXT NOT NULL,
  files BLOB NOT NULL,
  activated_at TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  in_use INTEGER NOT NULL DEFAULT 1 CHECK (in_use IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX policy_version_in_use ON policy_version (pack) WHERE in_use = 1;

CREATE TABLE budget (
  pack TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2100),
  fen INTEGER NOT NULL CHECK (fen BETWEEN 0 AND 10000000000000),
  PRIMARY KEY (pack, year)
) STRICT;

-- The lawful moves of domain/stages.py; a test holds the two equal.
CREATE TABLE stage_move (
  act TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (act, source)
) STRICT;

INSERT INTO stage_move (act, source, target) VALUES
  ('receive', 'draft', 'received'),
  ('accept', 'received', 'accepted'),
  ('return', 'received', 'returned'),
  ('return', 'examined', 'returned'),
  ('resume', 'returned', 'received'),
  ('decline', 'received', 'not_accepted'),
  ('decline', 'returned', 'not_accepted'),
  ('examine', 'accepted', 'examined'),
  ('review', 'examined', 'reviewed'),
  ('send_back', 'examined', 'accepted'),
  ('sign', 'reviewed', 'signed'),
  ('return_to_review', 'reviewed', 'examined'),
  ('return_to_review', 'signed', 'examined'),
  ('return_to_review', 'unobjected', 'examined'),
  ('deliberate', 'signed', 'committee'),
  ('publish', 'signed', 'published'),
  ('publish', 'committee', 'published'),
  ('object', 'published', 'objection'),
  ('settle', 'objection', 'published'),
  ('unobject', 'published', 'unobjected'),
  ('approve', 'unobjected', 'approved'),
  ('refuse', 'reviewed', 'refused'),
  ('refuse', 'signed', 'refused'),
  ('refuse', 'committee', 'refused'),
  ('refuse', 'objection', 'refused'),
  ('refuse', 'unobjected', 'refused'),
  ('refer', 'reviewed', 'referred'),
  ('pay', 'approved', 'paid'),
  ('archive', 'paid', 'archived'),
  ('archive', 'not_accepted', 'archived'),
  ('archive', 'refused', 'archived'),
  ('archive', 'withdrawn', 'archived'),
  ('archive', 'void', 'archived'),
  ('archive', 'referred', 'archived'),
  ('withdraw', 'received', 'withdrawn'),
  ('withdraw', 'returned', 'withdrawn'),
  ('withdraw', 'accepted', 'withdrawn'),
  ('withdraw', 'examined', 'withdrawn'),
  ('withdraw', 'reviewed', 'withdrawn'),
  ('withdraw', 'signed', 'withdrawn'),
  ('withdraw', 'committee', 'withdrawn'),
  ('withdraw', 'published', 'withdrawn'),
  ('withdraw', 'objection', 'withdrawn'),
  ('withdraw', 'unobjected', 'withdrawn'),
  ('void', 'received', 'void'),
  ('void', 'returned', 'void'),
  ('void', 'accepted', 'void'),
  ('void', 'examined', 'void'),
  ('void', 'reviewed', 'void'),
  ('void', 'signed', 'void'),
  ('void', 'committee', 'void'),
  ('void', 'published', 'void'),
  ('void', 'objection', 'void'),
  ('void', 'unobjected', 'void');

CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  number TEXT UNIQUE,
  pack TEXT NOT NULL,
  pack_sha256 TEXT NOT NULL REFERENCES policy_version (sha256),
  award TEXT NOT NULL,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  stage TEXT NOT NULL DEFAULT 'draft',
  proposal TEXT NOT NULL DEFAULT '' CHECK (proposal IN ('', 'approve', 'decide', 'refuse', 'refer')),
  readings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(readings)),
  handler INTEGER NOT NULL REFERENCES operator (id),
  created_at TEXT NOT NULL,
  received_on TEXT CHECK (received_on IS NULL OR received_on = date(received_on)),
  copies INTEGER NOT NULL DEFAULT 1 CHECK (copies BETWEEN 0 AND 999),
  fund_year INTEGER NOT NULL CHECK (fund_year BETWEEN 1900 AND 2100),
  fund_source TEXT NOT NULL DEFAULT '',
  basis_document TEXT NOT NULL DEFAULT '',
  claimed_fen INTEGER NOT NULL DEFAULT 0 CHECK (claimed_fen BETWEEN 0 AND 10000000000000),
  proposed_fen INTEGER CHECK (proposed_fen BETWEEN 0 AND 10000000000000),
  decided_fen INTEGER CHECK (decided_fen BETWEEN 0 AND 10000000000000),
  minutes_number TEXT NOT NULL DEFAULT '',
  approved_fen INTEGER CHECK (approved_fen BETWEEN 0 AND 10000000000000),
  paid_fen INTEGER CHECK (paid_fen BETWEEN 0 AND 10000000000000),
  item_count INTEGER NOT NULL DEFAULT 0,
  subject TEXT NOT NULL DEFAULT '',
  fact_on TEXT,
  accepted_on TEXT,
  examined_on TEXT,
  reviewed_on TEXT,
  signed_on TEXT,
  deliberated_on TEXT,
  published_on TEXT,
  published_until TEXT,
  channel TEXT NOT NULL DEFAULT '',
  objection TEXT NOT NULL DEFAULT '',
  approved_on TEXT,
  paid_on TEXT,
  voucher TEXT NOT NULL DEFAULT '',
  document_number TEXT NOT NULL DEFAULT '',
  archive_number TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  CHECK (stage = 'draft' OR (number IS NOT NULL AND received_on IS NOT NULL)),
  CHECK (paid_fen IS NULL OR (approved_fen IS NOT NULL AND paid_fen <= approved_fen)),
  CHECK (stage NOT IN ('approved', 'paid') OR approved_fen IS NOT NULL)
) STRICT;

CREATE INDEX claim_stage ON claim (stage, received_on);
CREATE INDEX claim_applicant ON claim (applicant);
CREATE INDEX claim_sums ON claim (pack, fund_year, award, stage, approved_fen, paid_fen, proposed_fen, applicant);

CREATE TRIGGER claim_keeps_to_the_path BEFORE UPDATE OF stage ON claim
WHEN OLD.stage <> NEW.stage
  AND NOT EXISTS (SELECT 1 FROM stage_move WHERE source = OLD.stage AND target = NEW.stage)
BEGIN SELECT RAISE(ABORT, 'claim-keeps-to-the-path'); END;

CREATE TRIGGER claim_begins_as_draft BEFORE INSERT ON claim
WHEN NEW.stage <> 'draft' OR NEW.number IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'claim-keeps-to-the-path'); END;

-- What was decided stays; only what comes after the decision can still be filled in:
-- the stage, the letter's number, the payment, the archive number and who handles it.
CREATE TRIGGER claim_decided_is_frozen BEFORE UPDATE OF
  id, number, pack, pack_sha256, award, applicant, proposal, readings, created_at, received_on,
  copies, fund_year, basis_document, claimed_fen, proposed_fen, decided_fen,
  minutes_number, approved_fen, item_count, subject, fact_on, accepted_on, examined_on,
  reviewed_on, signed_on, deliberated_on, published_on, published_until, channel, objection,
  approved_on, reason, note
ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_paid_is_frozen BEFORE UPDATE OF paid_fen, paid_on, voucher ON claim
WHEN OLD.paid_fen IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_received_is_kept BEFORE DELETE ON claim
WHEN OLD.stage <> 'draft'
BEGIN SELECT RAISE(ABORT, 'claim-received-is-kept'); END;

CREATE TABLE claim_item (
  claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  subject TEXT NOT NULL,
  typed TEXT NOT NULL CHECK (json_valid(typed)),
  verdict TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER NOT NULL DEFAULT 0 CHECK (amount_fen BETWEEN 0 AND 10000000000000),
  fact_on TEXT,
  PRIMARY KEY (claim, ordinal)
) STRICT;

CREATE TRIGGER claim_item_decided_update BEFORE UPDATE ON claim_item
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_item_decided_delete BEFORE DELETE ON claim_item
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_item_decided_insert BEFORE INSERT ON claim_item
WHEN (SELECT stage FROM claim WHERE id = NEW.claim) IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TABLE claim_check (
  claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  check_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unchecked', 'met', 'unmet', 'not_applicable', 'missing')),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  PRIMARY KEY (claim, check_id)
) STRICT;

CREATE TABLE claim_evidence (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  evidence TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('file', 'paper')),
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0,
  copies INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'rejected', 'replaced')),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX claim_evidence_claim ON claim_evidence (claim);

CREATE TABLE claim_step (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  act TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  duty TEXT NOT NULL DEFAULT '' CHECK (duty IN ('', 'examination', 'review', 'approval')),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  opinion TEXT NOT NULL DEFAULT '',
  record TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(record))
) STRICT;

CREATE INDEX claim_step_claim ON claim_step (claim);

CREATE TRIGGER claim_step_three_people BEFORE INSERT ON claim_step
WHEN NEW.duty <> '' AND EXISTS (
  SELECT 1 FROM claim_step
  WHERE claim = NEW.claim AND operator = NEW.operator AND duty <> '' AND duty <> NEW.duty)
BEGIN SELECT RAISE(ABORT, 'move-needs-another-person'); END;

CREATE TRIGGER claim_step_is_kept BEFORE DELETE ON claim_step
BEGIN SELECT RAISE(ABORT, 'claim-step-is-kept'); END;

CREATE TRIGGER claim_step_is_fixed BEFORE UPDATE ON claim_step
BEGIN SELECT RAISE(ABORT, 'claim-step-is-kept'); END;

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  stage TEXT NOT NULL,
  at TEXT NOT NULL,
  pack_sha256 TEXT NOT NULL REFERENCES policy_version (sha256),
  readings TEXT NOT NULL CHECK (json_valid(readings)),
  result TEXT NOT NULL CHECK (json_valid(result)),
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 0 AND 10000000000000)
) STRICT;

CREATE INDEX assessment_claim ON assessment (claim);

CREATE TRIGGER assessment_is_kept BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment-is-kept'); END;

CREATE TRIGGER assessment_is_fixed BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment-is-kept'); END;

-- What a live claim holds: the key may be held once, whichever screen is used.
CREATE TABLE entitlement (
  id INTEGER PRIMARY KEY,
  claim INTEGER REFERENCES claim (id),
  ordinal INTEGER NOT NULL,
  pack TEXT NOT NULL,
  award TEXT NOT NULL,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  subject TEXT NOT NULL,
  subject_key TEXT NOT NULL,
  key TEXT NOT NULL,
  fact_on TEXT NOT NULL,
  fund_year INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 0 AND 10000000000000),
  uses TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(uses)),
  UNIQUE (pack, award, key)
) STRICT;

CREATE INDEX entitlement_applicant ON entitlement (pack, applicant);
CREATE INDEX entitlement_subject ON entitlement (pack, subject_key);
CREATE INDEX entitlement_claim ON entitlement (claim);

-- Yearly caps: the sum can never pass the limit, whichever screen is used.
CREATE TABLE quota (
  pack TEXT NOT NULL,
  cap TEXT NOT NULL,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  year INTEGER NOT NULL,
  used INTEGER NOT NULL CHECK (used >= 0),
  most INTEGER NOT NULL,
  PRIMARY KEY (pack, cap, applicant, year),
  CHECK (used <= most)
) STRICT;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  paid_on TEXT NOT NULL CHECK (paid_on = date(paid_on)),
  fen INTEGER NOT NULL CHECK (fen BETWEEN 1 AND 10000000000000),
  voucher TEXT NOT NULL,
  bank TEXT NOT NULL,
  account_name TEXT NOT NULL,
  account TEXT NOT NULL,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX payment_claim ON payment (claim);
