-- What no act of the office does, no statement can do either: a stage is left by a step alone,
-- an amount is written by its decision, a quota is what is held of it, money moves by its act.

CREATE TRIGGER claim_step_from_where_it_stands BEFORE INSERT ON claim_step
WHEN NEW.source IS NOT (SELECT stage FROM claim WHERE id = NEW.claim)
BEGIN SELECT RAISE(ABORT, 'claim-keeps-to-the-path'); END;

CREATE TRIGGER claim_moves_by_a_step BEFORE UPDATE OF stage ON claim
WHEN OLD.stage <> NEW.stage
  AND EXISTS (SELECT 1 FROM stage_move WHERE source = OLD.stage AND target = NEW.stage)
  AND NOT EXISTS (SELECT 1 FROM claim_step
    WHERE id = (SELECT max(id) FROM claim_step WHERE claim = OLD.id)
      AND source = OLD.stage AND target = NEW.stage)
BEGIN SELECT RAISE(ABORT, 'claim-moves-by-a-step'); END;

CREATE TRIGGER claim_opened_by_clerk BEFORE INSERT ON claim
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.handler AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER claim_handed_to_clerk BEFORE UPDATE OF handler ON claim
WHEN NEW.handler <> OLD.handler AND NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.handler AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

-- What a claim is called, of whom and for what stands from its receipt on.
CREATE TRIGGER claim_received_keeps_its_name BEFORE UPDATE OF
  id, number, pack, award, applicant, created_at ON claim
WHEN OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn',
    'void', 'referred', 'revoked', 'recovery')
  AND ((OLD.stage = NEW.stage AND NEW.number IS NOT OLD.number)
    OR (OLD.stage <> 'draft' AND (NEW.id <> OLD.id OR NEW.number IS NOT OLD.number
      OR NEW.pack <> OLD.pack OR NEW.award <> OLD.award OR NEW.applicant <> OLD.applicant
      OR NEW.created_at <> OLD.created_at)))
BEGIN SELECT RAISE(ABORT, 'claim-received-is-kept'); END;

-- What was examined is what is reviewed, published and paid.
CREATE TRIGGER claim_examined_keeps_its_facts BEFORE UPDATE OF
  received_on, copies, fund_year, basis_document, claimed_fen, note, item_count, subject ON claim
WHEN OLD.stage IN ('examined', 'inspection', 'reviewed', 'signed', 'committee', 'published',
    'objection', 'unobjected')
  AND (NEW.received_on IS NOT OLD.received_on OR NEW.copies <> OLD.copies
    OR NEW.fund_year <> OLD.fund_year OR NEW.basis_document <> OLD.basis_document
    OR NEW.claimed_fen <> OLD.claimed_fen OR NEW.note <> OLD.note
    OR NEW.item_count <> OLD.item_count OR NEW.subject <> OLD.subject)
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_item_examined_insert BEFORE INSERT ON claim_item
WHEN (SELECT stage FROM claim WHERE id = NEW.claim) IN ('examined', 'inspection', 'reviewed',
    'signed', 'committee', 'published', 'objection', 'unobjected')
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_item_examined_delete BEFORE DELETE ON claim_item
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('examined', 'inspection', 'reviewed',
    'signed', 'committee', 'published', 'objection', 'unobjected')
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_item_examined_update BEFORE UPDATE OF
  claim, ordinal, subject, typed ON claim_item
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('examined', 'inspection', 'reviewed',
    'signed', 'committee', 'published', 'objection', 'unobjected')
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_check_examined_insert BEFORE INSERT ON claim_check
WHEN (SELECT stage FROM claim WHERE id = NEW.claim)
  NOT IN ('draft', 'received', 'returned', 'accepted')
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_check_examined_update BEFORE UPDATE ON claim_check
WHEN (SELECT stage FROM claim WHERE id = OLD.claim)
    NOT IN ('draft', 'received', 'returned', 'accepted')
  OR NEW.claim <> OLD.claim OR NEW.check_id <> OLD.check_id
  OR NOT EXISTS (SELECT 1 FROM operator
    WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_check_examined_delete BEFORE DELETE ON claim_check
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

-- Each amount and day of the way is written by the act it belongs to.
CREATE TRIGGER claim_proposed_by_examination BEFORE UPDATE OF proposal, proposed_fen ON claim
WHEN (NEW.proposal <> OLD.proposal OR NEW.proposed_fen IS NOT OLD.proposed_fen)
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn',
    'void', 'referred', 'revoked', 'recovery')
  AND NOT (OLD.stage = 'accepted' AND NEW.stage = 'examined')
BEGIN SELECT RAISE(ABORT, 'claim-amount-by-its-act'); END;

CREATE TRIGGER claim_decided_by_committee BEFORE UPDATE OF
  decided_fen, minutes_number, deliberated_on ON claim
WHEN (NEW.decided_fen IS NOT OLD.decided_fen OR NEW.minutes_number <> OLD.minutes_number
    OR NEW.deliberated_on IS NOT OLD.deliberated_on)
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn',
    'void', 'referred', 'revoked', 'recovery')
  AND NOT (OLD.stage <> NEW.stage AND NEW.stage = 'committee')
BEGIN SELECT RAISE(ABORT, 'claim-amount-by-its-act'); END;

CREATE TRIGGER claim_published_by_its_act BEFORE UPDATE OF
  published_on, published_until, channel ON claim
WHEN (NEW.published_on IS NOT OLD.published_on
    OR NEW.published_until IS NOT OLD.published_until OR NEW.channel <> OLD.channel)
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn',
    'void', 'referred', 'revoked', 'recovery')
  AND NOT (OLD.stage <> NEW.stage AND NEW.stage = 'published')
BEGIN SELECT RAISE(ABORT, 'claim-amount-by-its-act'); END;

CREATE TRIGGER claim_approved_by_its_act BEFORE UPDATE OF approved_fen, approved_on ON claim
WHEN (NEW.approved_fen IS NOT OLD.approved_fen OR NEW.approved_on IS NOT OLD.approved_on)
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn',
    'void', 'referred', 'revoked', 'recovery')
  AND NOT (NEW.stage = 'refused' AND NEW.approved_fen = 0)
  AND NOT (NEW.stage = 'approved' AND NEW.approved_fen = (
    SELECT coalesce(sum(amount_fen), 0) FROM claim_item WHERE claim = OLD.id))
BEGIN SELECT RAISE(ABORT, 'claim-amount-by-its-act'); END;

CREATE TRIGGER claim_remitted_by_its_act BEFORE UPDATE OF remitted_fen ON claim
WHEN NEW.remitted_fen <> OLD.remitted_fen AND NOT EXISTS (SELECT 1 FROM claim_step
  WHERE id = (SELECT max(id) FROM claim_step WHERE claim = OLD.id) AND act = 'remit')
BEGIN SELECT RAISE(ABORT, 'claim-amount-by-its-act'); END;

-- Money moves by the step just taken, and by who took it.
CREATE TRIGGER payment_by_its_act BEFORE INSERT ON payment
WHEN NOT EXISTS (SELECT 1 FROM claim_step
  WHERE id = (SELECT max(id) FROM claim_step WHERE claim = NEW.claim) AND operator = NEW.operator
    AND CASE NEW.kind WHEN 'paid' THEN act IN ('pay', 'pay_part')
      WHEN 'bounced' THEN act = 'bounce' ELSE act = 'recover' END)
BEGIN SELECT RAISE(ABORT, 'payment-by-its-act'); END;

-- A change of what was decided: proposed by its step, carried out and ended by the next one's.
CREATE TRIGGER correction_begins_as_proposal BEFORE INSERT ON correction
WHEN NEW.state <> 'proposed' OR NEW.decided_by IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM claim_step WHERE id = (SELECT max(id) FROM claim_step WHERE claim = NEW.claim)
    AND act = 'propose_change' AND operator = NEW.proposed_by)
BEGIN SELECT RAISE(ABORT, 'correction-by-its-act'); END;

CREATE TRIGGER correction_by_its_act BEFORE UPDATE OF state, decided_by ON correction
WHEN NOT EXISTS (SELECT 1 FROM claim_step
  WHERE id = (SELECT max(id) FROM claim_step WHERE claim = OLD.claim) AND (
    (OLD.state = 'proposed' AND NEW.state = 'applying' AND NEW.decided_by IS NULL
      AND act IN ('correct', 'correct_up', 'correct_down', 'revoke', 'revoke_paid'))
    OR (OLD.state = 'applying' AND NEW.state = 'approved' AND NEW.decided_by = operator)
    OR (OLD.state = 'proposed' AND NEW.state = 'dropped' AND NEW.decided_by = operator
      AND act = 'drop_change')))
BEGIN SELECT RAISE(ABORT, 'correction-by-its-act'); END;

-- A quota is the sum of what is held of it; a limit rises only with what needs it.
CREATE TRIGGER quota_counts_what_is_held BEFORE UPDATE ON quota
WHEN NEW.pack <> OLD.pack OR NEW.cap <> OLD.cap OR NEW.applicant <> OLD.applicant
  OR NEW.year <> OLD.year OR (NEW.most > OLD.most AND NEW.used = OLD.used)
  OR NEW.used <> (SELECT coalesce(sum(json_extract(u.value, '$[2]')), 0)
    FROM entitlement e, json_each(e.uses) u
    WHERE e.pack = NEW.pack AND e.applicant = NEW.applicant
      AND json_extract(u.value, '$[0]') = NEW.cap AND json_extract(u.value, '$[1]') = NEW.year)
BEGIN SELECT RAISE(ABORT, 'quota-is-what-is-held'); END;

CREATE TRIGGER quota_begins_with_what_is_held BEFORE INSERT ON quota
WHEN NOT EXISTS (SELECT 1 FROM quota WHERE pack = NEW.pack AND cap = NEW.cap
    AND applicant = NEW.applicant AND year = NEW.year)
  AND NEW.used <> (SELECT coalesce(sum(json_extract(u.value, '$[2]')), 0)
    FROM entitlement e, json_each(e.uses) u
    WHERE e.pack = NEW.pack AND e.applicant = NEW.applicant
      AND json_extract(u.value, '$[0]') = NEW.cap AND json_extract(u.value, '$[1]') = NEW.year)
BEGIN SELECT RAISE(ABORT, 'quota-is-what-is-held'); END;

CREATE TRIGGER quota_held_is_kept BEFORE DELETE ON quota
WHEN EXISTS (SELECT 1 FROM entitlement e, json_each(e.uses) u
  WHERE e.pack = OLD.pack AND e.applicant = OLD.applicant
    AND json_extract(u.value, '$[0]') = OLD.cap AND json_extract(u.value, '$[1]') = OLD.year)
BEGIN SELECT RAISE(ABORT, 'quota-is-what-is-held'); END;

-- What is held is given back whole; it changes hands only when its applicant was merged.
CREATE TRIGGER entitlement_is_fixed BEFORE UPDATE ON entitlement
WHEN NEW.id <> OLD.id OR NEW.claim IS NOT OLD.claim OR NEW.ordinal <> OLD.ordinal
  OR NEW.pack <> OLD.pack OR NEW.award <> OLD.award OR NEW.subject <> OLD.subject
  OR NEW.subject_key <> OLD.subject_key OR NEW.fact_on <> OLD.fact_on
  OR NEW.fund_year <> OLD.fund_year OR NEW.amount_fen <> OLD.amount_fen
  OR (NEW.uses <> OLD.uses AND (OLD.claim IS NOT NULL OR NEW.uses <> '[]'))
  OR (NEW.key <> OLD.key AND OLD.claim IS NOT NULL AND NEW.applicant = OLD.applicant)
BEGIN SELECT RAISE(ABORT, 'entitlement-is-kept'); END;

CREATE TRIGGER entitlement_of_a_live_claim BEFORE INSERT ON entitlement
WHEN NEW.claim IS NOT NULL AND (SELECT stage FROM claim WHERE id = NEW.claim) IN ('draft',
  'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked')
BEGIN SELECT RAISE(ABORT, 'entitlement-is-kept'); END;

-- A book that does not balance cannot be closed: what stands here when an act ends refers to
-- nothing, and the act is refused whole. Within an act, and in a trial that is undone, it may.
CREATE TABLE never (id TEXT PRIMARY KEY CHECK (id = '')) STRICT, WITHOUT ROWID;

CREATE TRIGGER never_is_never BEFORE INSERT ON never
BEGIN SELECT RAISE(ABORT, 'book-is-open'); END;

CREATE TABLE open_book (
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'correction', 'operator', 'setting')),
  id INTEGER NOT NULL,
  until TEXT NOT NULL DEFAULT 'balanced' REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Decided claims whose approved amount, what they hold and what was paid do not agree.
CREATE VIEW claim_differs AS
SELECT c.id FROM claim c
WHERE c.stage IN ('approved', 'paid', 'archived', 'recovery') AND c.approved_fen IS NOT NULL AND (
  c.approved_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM entitlement WHERE claim = c.id)
  OR coalesce(c.paid_fen, 0) <> (
    SELECT coalesce(sum(CASE kind WHEN 'paid' THEN fen WHEN 'bounced' THEN -fen ELSE 0 END), 0)
    FROM payment WHERE claim = c.id)
  OR c.recovered_fen <> (
    SELECT coalesce(sum(fen), 0) FROM payment WHERE claim = c.id AND kind = 'recovered'));

CREATE TRIGGER open_book_is_open BEFORE DELETE ON open_book
WHEN (OLD.kind = 'claim' AND EXISTS (SELECT 1 FROM claim_differs WHERE id = OLD.id))
  OR (OLD.kind = 'correction'
    AND EXISTS (SELECT 1 FROM correction WHERE id = OLD.id AND state = 'applying'))
  OR (OLD.kind = 'operator' AND NOT EXISTS (SELECT 1 FROM journal
    WHERE act = 'found_bureau'
      OR (act = 'add_operator' AND entity = 'operator' AND entity_id = OLD.id)))
  OR (OLD.kind = 'setting' AND NOT EXISTS (SELECT 1 FROM journal
    WHERE seq = (SELECT max(seq) FROM journal) AND act = 'set_signing'))
BEGIN SELECT RAISE(ABORT, 'book-is-open'); END;

CREATE TRIGGER open_book_is_fixed BEFORE UPDATE ON open_book
BEGIN SELECT RAISE(ABORT, 'book-is-open'); END;

CREATE TRIGGER claim_balances_when_decided AFTER UPDATE OF
  stage, approved_fen, paid_fen, recovered_fen ON claim
WHEN NEW.stage IN ('approved', 'paid', 'archived', 'recovery')
BEGIN
  DELETE FROM open_book WHERE kind = 'claim' AND id = NEW.id
    AND NOT EXISTS (SELECT 1 FROM claim_differs WHERE id = NEW.id);
  INSERT INTO open_book (kind, id) SELECT 'claim', id FROM claim_differs WHERE id = NEW.id
    AND NOT EXISTS (SELECT 1 FROM open_book WHERE kind = 'claim' AND id = NEW.id);
END;

CREATE TRIGGER claim_balances_when_ended AFTER UPDATE OF stage ON claim
WHEN NEW.stage NOT IN ('approved', 'paid', 'archived', 'recovery') AND OLD.stage <> NEW.stage
BEGIN
  DELETE FROM open_book WHERE kind = 'claim' AND id = NEW.id;
END;

CREATE TRIGGER claim_balances_when_held AFTER INSERT ON entitlement
WHEN (SELECT stage FROM claim WHERE id = NEW.claim) IN ('approved', 'paid', 'archived', 'recovery')
BEGIN
  DELETE FROM open_book WHERE kind = 'claim' AND id = NEW.claim
    AND NOT EXISTS (SELECT 1 FROM claim_differs WHERE id = NEW.claim);
  INSERT INTO open_book (kind, id) SELECT 'claim', id FROM claim_differs WHERE id = NEW.claim
    AND NOT EXISTS (SELECT 1 FROM open_book WHERE kind = 'claim' AND id = NEW.claim);
END;

CREATE TRIGGER claim_balances_when_given_back AFTER DELETE ON entitlement
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) IN ('approved', 'paid', 'archived', 'recovery')
BEGIN
  DELETE FROM open_book WHERE kind = 'claim' AND id = OLD.claim
    AND NOT EXISTS (SELECT 1 FROM claim_differs WHERE id = OLD.claim);
  INSERT INTO open_book (kind, id) SELECT 'claim', id FROM claim_differs WHERE id = OLD.claim
    AND NOT EXISTS (SELECT 1 FROM open_book WHERE kind = 'claim' AND id = OLD.claim);
END;

CREATE TRIGGER claim_balances_when_paid AFTER INSERT ON payment
BEGIN
  INSERT INTO open_book (kind, id) SELECT 'claim', id FROM claim_differs WHERE id = NEW.claim
    AND NOT EXISTS (SELECT 1 FROM open_book WHERE kind = 'claim' AND id = NEW.claim);
END;

CREATE TRIGGER correction_is_carried_out AFTER UPDATE OF state ON correction
BEGIN
  DELETE FROM open_book WHERE kind = 'correction' AND id = NEW.id AND NEW.state <> 'applying';
  INSERT INTO open_book (kind, id) SELECT 'correction', NEW.id WHERE NEW.state = 'applying';
END;

-- Accounts, their roles and 单人办公 change with an entry that says so, never silently.
CREATE TRIGGER operator_is_told_of AFTER INSERT ON operator
WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'bureau')
BEGIN
  INSERT INTO open_book (kind, id) VALUES ('operator', NEW.id);
END;

CREATE TRIGGER operator_was_told_of AFTER INSERT ON journal
WHEN NEW.act IN ('found_bureau', 'add_operator')
BEGIN
  DELETE FROM open_book WHERE kind = 'operator'
    AND (NEW.act = 'found_bureau' OR id = NEW.entity_id);
END;

CREATE TRIGGER operator_changes_by_its_act BEFORE UPDATE ON operator
WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'bureau')
  AND (NEW.id <> OLD.id OR NEW.name <> OLD.name
    OR ((NEW.roles <> OLD.roles OR NEW.active <> OLD.active) AND NOT EXISTS (
      SELECT 1 FROM journal WHERE seq = (SELECT max(seq) FROM journal)
        AND entity = 'operator' AND entity_id = OLD.id
        AND act = iif(NEW.roles <> OLD.roles, 'change_roles', 'set_active'))))
BEGIN SELECT RAISE(ABORT, 'operator-is-kept'); END;

CREATE TRIGGER one_person_set_is_told_of AFTER INSERT ON setting
WHEN NEW.key = 'one_person' AND EXISTS (SELECT 1 FROM setting WHERE key = 'bureau')
BEGIN
  INSERT INTO open_book (kind, id) SELECT 'setting', 1
    WHERE NOT EXISTS (SELECT 1 FROM open_book WHERE kind = 'setting');
END;

CREATE TRIGGER one_person_changed_is_told_of AFTER UPDATE ON setting
WHEN 'one_person' IN (NEW.key, OLD.key) AND EXISTS (SELECT 1 FROM setting WHERE key = 'bureau')
BEGIN
  INSERT INTO open_book (kind, id) SELECT 'setting', 1
    WHERE NOT EXISTS (SELECT 1 FROM open_book WHERE kind = 'setting');
END;

CREATE TRIGGER one_person_was_told_of AFTER INSERT ON journal
WHEN NEW.act = 'set_signing'
BEGIN
  DELETE FROM open_book WHERE kind = 'setting';
END;

-- Who may do what is no step of a claim, by the act the journal names.
CREATE TABLE act_role (
  act TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (act, role)
) STRICT, WITHOUT ROWID;

INSERT INTO act_role (act, role) VALUES
  ('amend_claim', 'clerk'), ('answer_check', 'clerk'), ('attach_file', 'clerk'),
  ('see_paper', 'clerk'), ('move_evidence', 'clerk'), ('reject_evidence', 'clerk'),
  ('restore_evidence', 'clerk'), ('mend_file', 'clerk'), ('receive_application', 'clerk'),
  ('register_applicant', 'clerk'), ('amend_applicant', 'clerk'),
  ('merge_applicants', 'clerk'), ('undo_merge', 'clerk'), ('merge_changes_claim', 'clerk'),
  ('file_document', 'clerk'), ('take_document', 'clerk'), ('void_document', 'clerk'),
  ('import_past_award', 'clerk'), ('amend_past_award', 'clerk'),
  ('withdraw_past_award', 'clerk'),
  ('judge_likeness', 'clerk'), ('judge_likeness', 'reviewer'),
  ('judge_applicants', 'clerk'), ('judge_applicants', 'reviewer'),
  ('issue_letter', 'clerk'), ('issue_letter', 'approver'),
  ('import', 'clerk'), ('import', 'payer'),
  ('undo_import', 'clerk'), ('undo_import', 'reviewer'), ('undo_import', 'payer'),
  ('draw_up_payment', 'clerk'), ('draw_up_payment', 'payer'),
  ('list_payment', 'clerk'), ('list_payment', 'payer'),
  ('drop_lines', 'clerk'), ('drop_lines', 'payer'),
  ('payment_dropped', 'clerk'), ('payment_dropped', 'payer'),
  ('return_lines', 'payer'), ('payment_returned', 'payer'), ('read_back_paid', 'payer'),
  ('hand_over', 'clerk'), ('hand_over', 'administrator'),
  ('keep_round', 'clerk'), ('keep_round', 'administrator'),
  ('change_bureau', 'clerk'), ('change_bureau', 'administrator'),
  ('change_paper', 'clerk'), ('change_paper', 'administrator'),
  ('set_day', 'clerk'), ('set_day', 'administrator'),
  ('clear_day', 'clerk'), ('clear_day', 'administrator'),
  ('set_holiday_year', 'clerk'), ('set_holiday_year', 'administrator'),
  ('set_budget', 'clerk'), ('set_budget', 'approver'), ('set_budget', 'administrator'),
  ('set_reading', 'approver'), ('set_reading', 'administrator'),
  ('set_clause_status', 'approver'), ('set_clause_status', 'administrator'),
  ('rebase', 'approver'), ('rebase', 'administrator'),
  ('review_policy', 'reviewer'), ('review_policy', 'administrator'),
  ('activate_policy', 'administrator'), ('keep_template', 'administrator'),
  ('publish_template', 'administrator'), ('set_time_limits', 'administrator'),
  ('set_signing', 'administrator'), ('add_operator', 'administrator'),
  ('change_roles', 'administrator'), ('set_active', 'administrator');

CREATE TRIGGER entry_by_its_role BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'bureau')
  AND EXISTS (SELECT 1 FROM act_role WHERE act = NEW.act)
  AND NOT EXISTS (SELECT 1 FROM operator o, json_each(o.roles) r, act_role a
    WHERE o.name = NEW.operator AND o.active = 1 AND a.act = NEW.act AND a.role = r.value)
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

-- And by the person the record itself names.
CREATE TRIGGER application_by_clerk BEFORE INSERT ON application
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER applicant_document_by_clerk BEFORE INSERT ON applicant_document
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER applicant_merge_by_clerk BEFORE INSERT ON applicant_merge
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"clerk"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER batch_by_who_may BEFORE INSERT ON batch
WHEN NOT EXISTS (SELECT 1 FROM operator WHERE id = NEW.operator AND active = 1
  AND (roles LIKE '%"clerk"%' OR (NEW.kind = 'payment' AND roles LIKE '%"payer"%')))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER import_by_who_may BEFORE INSERT ON import_batch
WHEN NOT EXISTS (SELECT 1 FROM operator WHERE id = NEW.operator AND active = 1
  AND roles LIKE iif(NEW.kind = 'payments', '%"payer"%', '%"clerk"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER import_undone_by_who_may BEFORE UPDATE OF undone_by ON import_batch
WHEN NEW.undone_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.undone_by AND active = 1
    AND roles LIKE CASE NEW.kind WHEN 'claims' THEN '%"reviewer"%'
      WHEN 'payments' THEN '%"payer"%' ELSE '%"clerk"%' END)
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER clause_status_by_who_may BEFORE INSERT ON clause_status
WHEN NOT EXISTS (SELECT 1 FROM operator WHERE id = NEW.operator AND active = 1
  AND (roles LIKE '%"administrator"%' OR roles LIKE '%"approver"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER letter_template_by_administrator BEFORE INSERT ON letter_template
WHEN NOT EXISTS (SELECT 1 FROM operator
  WHERE id = NEW.operator AND active = 1 AND roles LIKE '%"administrator"%')
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER claim_likeness_by_who_may BEFORE INSERT ON claim_likeness
WHEN NOT EXISTS (SELECT 1 FROM operator WHERE id = NEW.operator AND active = 1
  AND (roles LIKE '%"clerk"%' OR roles LIKE '%"reviewer"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

CREATE TRIGGER applicant_likeness_by_who_may BEFORE INSERT ON applicant_likeness
WHEN NOT EXISTS (SELECT 1 FROM operator WHERE id = NEW.operator AND active = 1
  AND (roles LIKE '%"clerk"%' OR roles LIKE '%"reviewer"%'))
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;
