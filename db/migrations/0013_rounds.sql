-- Rounds, forms with several claims, time limits; batches of 公示 and of payment.

-- 申报批次: a notice says which awards are taken in from when to when.
CREATE TABLE application_round (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  notice TEXT NOT NULL DEFAULT '',
  opens_on TEXT NOT NULL CHECK (opens_on = date(opens_on)),
  closes_on TEXT NOT NULL CHECK (closes_on = date(closes_on)),
  awards TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(awards) AND json_type(awards) = 'array'),
  UNIQUE (pack, name),
  CHECK (opens_on <= closes_on)
) STRICT;

-- 申请表: one form of one applicant that asks for several awards, one claim for each.
CREATE TABLE application (
  id INTEGER PRIMARY KEY,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  number TEXT UNIQUE,
  received_on TEXT CHECK (received_on IS NULL OR received_on = date(received_on)),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

ALTER TABLE claim ADD COLUMN application INTEGER REFERENCES application (id);
ALTER TABLE claim ADD COLUMN intake INTEGER REFERENCES application_round (id);

-- By when the present stage should be left; counted anew when the limits or the holidays change.
ALTER TABLE claim ADD COLUMN due_on TEXT CHECK (due_on IS NULL OR due_on = date(due_on));

CREATE INDEX claim_application ON claim (application) WHERE application IS NOT NULL;
CREATE INDEX claim_intake ON claim (intake) WHERE intake IS NOT NULL;
CREATE INDEX claim_handler ON claim (handler, stage);

CREATE TRIGGER claim_keeps_its_form BEFORE UPDATE OF application, intake ON claim
WHEN OLD.stage <> 'draft'
  AND (NEW.application IS NOT OLD.application OR NEW.intake IS NOT OLD.intake)
BEGIN SELECT RAISE(ABORT, 'claim-received-is-kept'); END;

CREATE TRIGGER application_is_fixed BEFORE UPDATE ON application
WHEN OLD.number IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'claim-received-is-kept'); END;

-- 公示批次 and 拨付批次: what went out together, as it stood then.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('publicity', 'payment')),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2100),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  name TEXT NOT NULL DEFAULT '',
  starts_on TEXT NOT NULL CHECK (starts_on = date(starts_on)),
  ends_on TEXT CHECK (ends_on IS NULL OR ends_on = date(ends_on)),
  channel TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  UNIQUE (kind, year, ordinal)
) STRICT;

CREATE TABLE batch_claim (
  batch INTEGER NOT NULL REFERENCES batch (id),
  claim INTEGER NOT NULL REFERENCES claim (id),
  place INTEGER NOT NULL CHECK (place >= 1),
  fen INTEGER NOT NULL CHECK (fen BETWEEN 0 AND 10000000000000),
  state TEXT NOT NULL CHECK (state IN ('listed', 'waiting', 'paid', 'returned', 'dropped')),
  payment INTEGER REFERENCES payment (id),
  told_on TEXT CHECK (told_on IS NULL OR told_on = date(told_on)),
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (batch, claim),
  CHECK (state <> 'paid' OR payment IS NOT NULL),
  CHECK (state NOT IN ('returned', 'dropped') OR reason <> '')
) STRICT;

CREATE INDEX batch_claim_claim ON batch_claim (claim);
-- The same money is not sent twice: a claim waits in one payment batch at most.
CREATE UNIQUE INDEX batch_claim_waiting ON batch_claim (claim) WHERE state = 'waiting';

CREATE TRIGGER batch_is_kept BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'batch-is-kept'); END;

CREATE TRIGGER batch_is_fixed BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'batch-is-kept'); END;

CREATE TRIGGER batch_claim_is_kept BEFORE DELETE ON batch_claim
BEGIN SELECT RAISE(ABORT, 'batch-is-kept'); END;

CREATE TRIGGER batch_claim_is_fixed BEFORE UPDATE ON batch_claim
WHEN NEW.batch <> OLD.batch OR NEW.claim <> OLD.claim OR NEW.place <> OLD.place
  OR NEW.fen <> OLD.fen OR OLD.state IN ('listed', 'returned', 'dropped')
  OR (OLD.state = 'paid' AND NEW.state <> 'returned')
BEGIN SELECT RAISE(ABORT, 'batch-is-kept'); END;

CREATE TRIGGER batch_claim_of_its_kind BEFORE INSERT ON batch_claim
WHEN (NEW.state = 'listed') <> ((SELECT kind FROM batch WHERE id = NEW.batch) = 'publicity')
BEGIN SELECT RAISE(ABORT, 'batch-is-kept'); END;

CREATE TRIGGER batch_claim_paid_its_own BEFORE UPDATE OF payment ON batch_claim
WHEN NEW.payment IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment
  WHERE id = NEW.payment AND claim = NEW.claim AND kind = 'paid' AND fen = NEW.fen)
BEGIN SELECT RAISE(ABORT, 'batch-is-kept'); END;
