-- What may follow a decision: payments in parts and sent back, corrections, revocation, recovery;
-- and 现场核查 before it.

-- A decided claim is corrected or revoked by a proposal and its approval; the old values stay here.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  change TEXT NOT NULL CHECK (change IN ('correct', 'revoke')),
  cause TEXT NOT NULL CHECK (cause IN ('error', 'lapsed', 'fraud', 'reconsidered', 'other')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  basis TEXT NOT NULL DEFAULT '',
  old_fen INTEGER NOT NULL CHECK (old_fen BETWEEN 0 AND 10000000000000),
  new_fen INTEGER NOT NULL CHECK (new_fen BETWEEN 0 AND 10000000000000),
  old_items TEXT NOT NULL CHECK (json_valid(old_items)),
  new_items TEXT NOT NULL CHECK (json_valid(new_items)),
  others TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(others)),
  state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'applying', 'approved', 'dropped')),
  proposed_by INTEGER NOT NULL REFERENCES operator (id),
  proposed_at TEXT NOT NULL,
  decided_by INTEGER REFERENCES operator (id),
  decided_at TEXT,
  answer TEXT NOT NULL DEFAULT '',
  CHECK (change = 'correct' OR new_fen = 0)
) STRICT;

CREATE INDEX correction_claim ON correction (claim);
CREATE UNIQUE INDEX correction_open ON correction (claim) WHERE state IN ('proposed', 'applying');

CREATE TRIGGER correction_is_kept BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'correction-is-kept'); END;

CREATE TRIGGER correction_is_fixed BEFORE UPDATE ON correction
WHEN OLD.state IN ('approved', 'dropped')
  OR NEW.claim <> OLD.claim OR NEW.change <> OLD.change OR NEW.old_fen <> OLD.old_fen
  OR NEW.new_fen <> OLD.new_fen OR NEW.old_items <> OLD.old_items
  OR NEW.new_items <> OLD.new_items OR NEW.reason <> OLD.reason OR NEW.basis <> OLD.basis
  OR NEW.proposed_by <> OLD.proposed_by
BEGIN SELECT RAISE(ABORT, 'correction-is-kept'); END;

DROP TRIGGER claim_decided_is_frozen;
DROP TRIGGER claim_paid_is_frozen;
DROP TRIGGER claim_item_decided_update;
DROP TRIGGER claim_item_decided_delete;
DROP TRIGGER claim_item_decided_insert;

-- A paid amount may now be above or below what was first approved: what guards it is a trigger
-- over the payments. Taking a condition from a table leaves its rows as they are, so its text is
-- changed in place (SQLite, ALTER TABLE, section 7).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
  'CHECK (paid_fen IS NULL OR (approved_fen IS NOT NULL AND paid_fen <= approved_fen))',
  'CHECK (paid_fen IS NULL OR approved_fen IS NOT NULL)')
WHERE type = 'table' AND name = 'claim';
PRAGMA writable_schema = RESET;

ALTER TABLE claim ADD COLUMN recovery_fen INTEGER CHECK (recovery_fen BETWEEN 0 AND 10000000000000);
ALTER TABLE claim ADD COLUMN recovered_fen INTEGER NOT NULL DEFAULT 0 CHECK (recovered_fen BETWEEN 0 AND 10000000000000);
ALTER TABLE claim ADD COLUMN remitted_fen INTEGER NOT NULL DEFAULT 0 CHECK (remitted_fen BETWEEN 0 AND 10000000000000);

CREATE TRIGGER claim_comes_back_in_bounds BEFORE UPDATE OF recovery_fen, recovered_fen, remitted_fen ON claim
WHEN NEW.recovered_fen + NEW.remitted_fen > coalesce(NEW.recovery_fen, 0)
BEGIN SELECT RAISE(ABORT, 'recovery-above-due'); END;

-- What was decided stays; only what comes after the decision can still be filled in:
-- the stage, the letter's number, the payment, the archive number and who handles it.
CREATE TRIGGER claim_decided_is_frozen BEFORE UPDATE OF
  id, number, pack, pack_sha256, award, applicant, proposal, readings, created_at, received_on,
  copies, fund_year, basis_document, claimed_fen, proposed_fen, decided_fen, minutes_number,
  accepted_on, examined_on, reviewed_on, signed_on, deliberated_on, published_on,
  published_until, channel, objection, approved_on, reason, note
ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

-- The amount and what it rests on change only while an approved correction is being carried out.
CREATE TRIGGER claim_decided_amount_is_frozen BEFORE UPDATE OF
  approved_fen, item_count, subject, fact_on, recovery_fen
ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
  AND (NEW.approved_fen IS NOT OLD.approved_fen OR NEW.item_count <> OLD.item_count
    OR NEW.subject <> OLD.subject OR NEW.fact_on IS NOT OLD.fact_on
    OR NEW.recovery_fen IS NOT OLD.recovery_fen)
  AND NOT EXISTS (SELECT 1 FROM correction WHERE claim = OLD.id AND state = 'applying')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

DROP TRIGGER claim_decided_keeps_its_clause;

CREATE TRIGGER claim_decided_keeps_its_clause BEFORE UPDATE OF clause_status ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_item_decided_update BEFORE UPDATE ON claim_item
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
  AND NOT EXISTS (SELECT 1 FROM correction WHERE claim = OLD.claim AND state = 'applying')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_item_decided_delete BEFORE DELETE ON claim_item
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
  AND NOT EXISTS (SELECT 1 FROM correction WHERE claim = OLD.claim AND state = 'applying')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_item_decided_insert BEFORE INSERT ON claim_item
WHEN (SELECT stage FROM claim WHERE id = NEW.claim) IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
  AND NOT EXISTS (SELECT 1 FROM correction WHERE claim = NEW.claim AND state = 'applying')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

-- Payments: a row for what went out, a row for what the bank sent back, a row for what came back.
ALTER TABLE payment ADD COLUMN kind TEXT NOT NULL DEFAULT 'paid' CHECK (kind IN ('paid', 'bounced', 'recovered'));
ALTER TABLE payment ADD COLUMN refers INTEGER REFERENCES payment (id);
ALTER TABLE payment ADD COLUMN note TEXT NOT NULL DEFAULT '';

CREATE UNIQUE INDEX payment_bounced_once ON payment (refers) WHERE kind = 'bounced';

CREATE TRIGGER payment_is_kept BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'payment-is-kept'); END;

CREATE TRIGGER payment_is_fixed BEFORE UPDATE ON payment
BEGIN SELECT RAISE(ABORT, 'payment-is-kept'); END;

CREATE TRIGGER payment_within_approved BEFORE INSERT ON payment
WHEN NEW.kind = 'paid' AND NEW.fen + (
  SELECT coalesce(sum(CASE kind WHEN 'paid' THEN fen WHEN 'bounced' THEN -fen ELSE 0 END), 0)
  FROM payment WHERE claim = NEW.claim)
  > (SELECT coalesce(approved_fen, 0) FROM claim WHERE id = NEW.claim)
BEGIN SELECT RAISE(ABORT, 'payment-above-approved'); END;

CREATE TRIGGER payment_bounces_whole BEFORE INSERT ON payment
WHEN NEW.kind = 'bounced' AND NOT EXISTS (
  SELECT 1 FROM payment WHERE id = NEW.refers AND claim = NEW.claim AND kind = 'paid' AND fen = NEW.fen)
BEGIN SELECT RAISE(ABORT, 'payment-is-kept'); END;

CREATE TRIGGER claim_paid_is_what_was_paid BEFORE UPDATE OF paid_fen ON claim
WHEN coalesce(NEW.paid_fen, 0) <> (
  SELECT coalesce(sum(CASE kind WHEN 'paid' THEN fen WHEN 'bounced' THEN -fen ELSE 0 END), 0)
  FROM payment WHERE claim = NEW.id)
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_paid_is_told_by_its_payment BEFORE UPDATE OF paid_on, voucher ON claim
WHEN (NEW.paid_on IS NOT OLD.paid_on OR NEW.voucher <> OLD.voucher)
  AND (coalesce(NEW.paid_on, '') || ' ' || NEW.voucher) <> coalesce((
    SELECT p.paid_on || ' ' || p.voucher FROM payment p WHERE p.claim = NEW.id AND p.kind = 'paid'
      AND NOT EXISTS (SELECT 1 FROM payment b WHERE b.refers = p.id AND b.kind = 'bounced')
    ORDER BY p.id DESC LIMIT 1), ' ')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_recovered_is_what_came_back BEFORE UPDATE OF recovered_fen ON claim
WHEN NEW.recovered_fen <> (
  SELECT coalesce(sum(fen), 0) FROM payment WHERE claim = NEW.id AND kind = 'recovered')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

INSERT INTO stage_move (act, source, target) VALUES
  ('inspect', 'examined', 'inspection'),
  ('conclude', 'inspection', 'examined'),
  ('return_to_review', 'committee', 'examined'),
  ('return_to_review', 'objection', 'examined'),
  ('deliberate', 'unobjected', 'committee'),
  ('approve', 'committee', 'approved'),
  ('withdraw', 'inspection', 'withdrawn'),
  ('void', 'inspection', 'void'),
  ('pay_part', 'approved', 'approved'),
  ('bounce', 'approved', 'approved'),
  ('bounce', 'paid', 'approved'),
  ('propose_change', 'approved', 'approved'),
  ('propose_change', 'paid', 'paid'),
  ('propose_change', 'archived', 'archived'),
  ('propose_change', 'refused', 'refused'),
  ('propose_change', 'not_accepted', 'not_accepted'),
  ('drop_change', 'approved', 'approved'),
  ('drop_change', 'paid', 'paid'),
  ('drop_change', 'archived', 'archived'),
  ('drop_change', 'refused', 'refused'),
  ('drop_change', 'not_accepted', 'not_accepted'),
  ('correct', 'approved', 'approved'),
  ('correct', 'paid', 'paid'),
  ('correct', 'archived', 'archived'),
  ('correct_up', 'paid', 'approved'),
  ('correct_up', 'archived', 'approved'),
  ('correct_down', 'approved', 'recovery'),
  ('correct_down', 'paid', 'recovery'),
  ('correct_down', 'archived', 'recovery'),
  ('revoke', 'approved', 'revoked'),
  ('revoke', 'paid', 'revoked'),
  ('revoke', 'archived', 'revoked'),
  ('revoke', 'refused', 'revoked'),
  ('revoke', 'not_accepted', 'revoked'),
  ('revoke_paid', 'approved', 'recovery'),
  ('revoke_paid', 'paid', 'recovery'),
  ('revoke_paid', 'archived', 'recovery'),
  ('recover', 'recovery', 'recovery'),
  ('remit', 'recovery', 'recovery'),
  ('archive', 'revoked', 'archived'),
  ('archive', 'recovery', 'archived');

-- An objection is answered by the reviewer; the new moves get their roles (domain/stages.py).
UPDATE stage_move SET role = CASE
  WHEN act IN ('settle', 'propose_change', 'void') THEN 'reviewer'
  WHEN act IN ('return_to_review', 'approve', 'drop_change', 'correct', 'correct_up', 'correct_down', 'revoke', 'revoke_paid', 'remit') THEN 'approver'
  WHEN act IN ('pay_part', 'bounce', 'recover') THEN 'payer'
  ELSE 'clerk' END
WHERE role = '' OR act = 'settle';
