-- Accounts: who signed, on whose behalf, and by which role.

-- The role a move needs (domain/stages.py); without one nobody can take it.
ALTER TABLE stage_move ADD COLUMN role TEXT NOT NULL DEFAULT '';

UPDATE stage_move SET role = CASE
  WHEN act IN ('review', 'send_back', 'void') THEN 'reviewer'
  WHEN act IN ('sign', 'return_to_review', 'approve', 'refuse', 'refer') THEN 'approver'
  WHEN act = 'pay' THEN 'payer'
  ELSE 'clerk' END;

-- How a step came to be signed: by the operator at the window (''), by a second person beside
-- them ('beside'), or on paper ('paper'), recorded by a clerk. A signer without an account is
-- named; then the operator of the step is who recorded it.
ALTER TABLE claim_step ADD COLUMN way TEXT NOT NULL DEFAULT ''
  CHECK (way IN ('', 'beside', 'paper'));

ALTER TABLE claim_step ADD COLUMN recorded_by INTEGER REFERENCES operator (id);

ALTER TABLE claim_step ADD COLUMN signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 50);

ALTER TABLE claim_step ADD COLUMN signer_title TEXT NOT NULL DEFAULT ''
  CHECK (length(signer_title) <= 50);

ALTER TABLE claim_step ADD COLUMN signed_on TEXT
  CHECK (signed_on IS NULL OR signed_on = date(signed_on));

ALTER TABLE claim_step ADD COLUMN scan TEXT NOT NULL DEFAULT '' CHECK (length(scan) IN (0, 64));

-- Why one person did two of the three duties; printed on the form.
ALTER TABLE claim_step ADD COLUMN override_reason TEXT NOT NULL DEFAULT ''
  CHECK (length(override_reason) <= 500);

DROP TRIGGER claim_step_three_people;

-- One person is one account, or one name on paper.
CREATE TRIGGER claim_step_three_people BEFORE INSERT ON claim_step
WHEN NEW.duty <> '' AND NEW.override_reason = '' AND EXISTS (
  SELECT 1 FROM claim_step
  WHERE claim = NEW.claim AND duty <> '' AND duty <> NEW.duty AND signer = NEW.signer
    AND (NEW.signer <> '' OR operator = NEW.operator))
BEGIN SELECT RAISE(ABORT, 'move-needs-another-person'); END;

CREATE TRIGGER claim_step_override_allowed BEFORE INSERT ON claim_step
WHEN NEW.override_reason <> '' AND (
  NEW.duty = '' OR NEW.way <> ''
  OR (SELECT json_extract(value, '$.on') FROM setting WHERE key = 'one_person') IS NOT 1)
BEGIN SELECT RAISE(ABORT, 'override-not-allowed'); END;

-- An act that is no move (taking a claim over to another version) leaves it where it stands.
CREATE TRIGGER claim_step_by_its_role BEFORE INSERT ON claim_step
WHEN NEW.signer = '' AND NOT EXISTS (
  SELECT 1 FROM stage_move m, operator o, json_each(o.roles) r
  WHERE m.act = NEW.act AND m.source = NEW.source AND m.target = NEW.target
    AND o.id = NEW.operator AND o.active = 1 AND r.value = m.role)
  AND NOT (NEW.source = NEW.target AND NEW.duty = ''
    AND NOT EXISTS (SELECT 1 FROM stage_move WHERE act = NEW.act)
    AND EXISTS (SELECT 1 FROM operator
      WHERE id = NEW.operator AND active = 1 AND roles NOT LIKE '%"auditor"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER claim_step_on_paper BEFORE INSERT ON claim_step
WHEN (NEW.way = 'paper') <> (NEW.signed_on IS NOT NULL AND NEW.scan <> '')
  OR (NEW.way <> 'paper' AND (NEW.signer <> '' OR NEW.signer_title <> ''))
  OR (NEW.way = 'paper' AND (
    NEW.duty NOT IN ('review', 'approval')
    OR NOT EXISTS (SELECT 1 FROM stage_move
      WHERE act = NEW.act AND source = NEW.source AND target = NEW.target)
    OR (NEW.signer <> '' AND NEW.operator IS NOT NEW.recorded_by)
    OR (NEW.signer = '' AND NEW.operator IS NEW.recorded_by)
    OR NEW.signer IN (SELECT name FROM operator)
    OR NOT EXISTS (SELECT 1 FROM operator
      WHERE id = NEW.recorded_by AND active = 1 AND roles LIKE '%"clerk"%')))
BEGIN SELECT RAISE(ABORT, 'paper-incomplete'); END;

CREATE TRIGGER claim_step_beside BEFORE INSERT ON claim_step
WHEN (NEW.way = '' AND NEW.recorded_by IS NOT NULL)
  OR (NEW.way = 'beside' AND (
    NEW.recorded_by IS NULL OR NEW.recorded_by = NEW.operator
    OR NOT EXISTS (SELECT 1 FROM operator
      WHERE id = NEW.recorded_by AND active = 1 AND roles NOT LIKE '%"auditor"%')))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER claim_check_by_clerk BEFORE INSERT ON claim_check
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER claim_evidence_by_clerk BEFORE INSERT ON claim_evidence
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER payment_by_payer BEFORE INSERT ON payment
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"payer"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER letter_by_who_may BEFORE INSERT ON letter
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1
    AND (roles LIKE '%"clerk"%' OR roles LIKE '%"approver"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER reading_by_who_may BEFORE INSERT ON reading
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1
    AND (roles LIKE '%"administrator"%' OR roles LIKE '%"approver"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

-- Whatever the table: a disabled account acts no more, and an auditor only reads. What is
-- journalled of reading (signing in, a number revealed, an export, a copy) is left to them.
CREATE TRIGGER entry_by_who_may BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM operator WHERE name = NEW.operator AND (
  active = 0 OR (roles LIKE '%"auditor"%' AND NOT (
    NEW.act IN ('found_bureau', 'change_password', 'print_letter', 'save_letter')
    OR NEW.act LIKE 'sign_in%' OR NEW.act LIKE 'reveal%' OR NEW.act LIKE 'export%'))))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER operator_administrator_stays BEFORE UPDATE OF active, roles ON operator
WHEN OLD.active = 1 AND OLD.roles LIKE '%"administrator"%'
  AND NOT (NEW.active = 1 AND NEW.roles LIKE '%"administrator"%')
  AND NOT EXISTS (SELECT 1 FROM operator
    WHERE id <> OLD.id AND active = 1 AND roles LIKE '%"administrator"%')
BEGIN SELECT RAISE(ABORT, 'operator-last-administrator'); END;
