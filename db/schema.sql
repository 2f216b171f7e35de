-- Generated from db/migrations by `python -m tests.storage.dump_schema`; do not edit.
-- Schema version 26

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL CHECK (at GLOB '[12][09][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'),
  operator TEXT NOT NULL CHECK (operator <> ''),
  act TEXT NOT NULL CHECK (act <> ''),
  entity TEXT NOT NULL CHECK (entity <> ''),
  entity_id INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_type(data) = 'object'),
  reason TEXT NOT NULL,
  clock_back INTEGER NOT NULL CHECK (clock_back IN (0, 1)),
  algorithm TEXT NOT NULL CHECK (algorithm IN ('sha256', 'sm3')),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX journal_entity ON journal (entity, entity_id, seq);

CREATE TRIGGER journal_follows BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.previous IS NOT coalesce(
    (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN
  SELECT raise(ABORT, 'journal: an entry must follow the last one');
END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
  SELECT raise(ABORT, 'journal: entries are never changed');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
  SELECT raise(ABORT, 'journal: entries are never deleted');
END;

CREATE TABLE setting (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE operator (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 50),
  roles TEXT NOT NULL CHECK (
    json_valid(roles) AND json_type(roles) = 'array' AND json_array_length(roles) >= 1
    -- 管理员不得审批; 审计只读: an auditor holds no other role.
    AND NOT (roles LIKE '%"administrator"%' AND roles LIKE '%"approver"%')
    AND (roles NOT LIKE '%"auditor"%' OR json_array_length(roles) = 1)
  ),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TRIGGER operator_is_kept BEFORE DELETE ON operator
BEGIN
  SELECT RAISE(ABORT, 'operator-is-kept');
END;

CREATE TABLE applicant (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN (
    'enterprise', 'sole_trader', 'institution', 'university', 'association', 'cooperative',
    'park', 'agency', 'government', 'individual'
  )),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  code TEXT NOT NULL CHECK (length(code) <= 30),
  local INTEGER NOT NULL CHECK (local IN (0, 1)),
  town TEXT NOT NULL,
  address TEXT NOT NULL,
  legal_representative TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  bank TEXT NOT NULL,
  account_name TEXT NOT NULL,
  account TEXT NOT NULL,
  former_names TEXT NOT NULL CHECK (json_valid(former_names) AND json_type(former_names) = 'array'),
  note TEXT NOT NULL,
  code_exception TEXT NOT NULL,
  -- What names are compared and sorted by; written with the name, never typed.
  look_alike TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  registered_at TEXT NOT NULL CHECK (registered_at IS strftime('%Y-%m-%dT%H:%M:%S', registered_at))
, former_until TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(former_until) AND json_type(former_until) = 'array'), merged_into INTEGER REFERENCES applicant (id)) STRICT;

CREATE UNIQUE INDEX applicant_code ON applicant (code) WHERE code <> '';

CREATE INDEX applicant_by_code ON applicant (code);

CREATE INDEX applicant_look_alike ON applicant (look_alike);

CREATE INDEX applicant_local ON applicant (local);

CREATE TABLE search_entry (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  record INTEGER NOT NULL,
  label TEXT NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (kind, record)
) STRICT;

CREATE INDEX search_entry_folded ON search_entry (folded);

CREATE INDEX search_entry_kind ON search_entry (kind, folded);

CREATE TABLE search_number (
  number TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES search_entry (id),
  PRIMARY KEY (number, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_number_entry ON search_number (entry);

CREATE VIRTUAL TABLE search_gram USING fts5 (
  grams, content = '', contentless_delete = 1, detail = none, prefix = '1', tokenize = 'ascii'
);

CREATE TABLE holiday (
  day TEXT PRIMARY KEY CHECK (day IS date(day) AND day BETWEEN '1900-03-01' AND '2100-12-31'),
  working INTEGER NOT NULL CHECK (working IN (0, 1)),
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE number_series (
  series TEXT NOT NULL CHECK (length(series) > 0),
  year INTEGER NOT NULL CHECK (year BETWEEN 0 AND 2100),
  last INTEGER NOT NULL CHECK (last >= 1),
  PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_series_starts BEFORE INSERT ON number_series
WHEN NEW.last <> 1 AND NOT EXISTS (
  SELECT 1 FROM number_series WHERE series = NEW.series AND year = NEW.year
)
BEGIN
  SELECT RAISE(ABORT, 'series-gap');
END;

CREATE TRIGGER number_series_goes_on BEFORE UPDATE ON number_series
WHEN NEW.last <> OLD.last + 1 OR NEW.series <> OLD.series OR NEW.year <> OLD.year
BEGIN
  SELECT RAISE(ABORT, 'series-gap');
END;

CREATE TRIGGER number_series_is_kept BEFORE DELETE ON number_series
BEGIN
  SELECT RAISE(ABORT, 'series-gap');
END;

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
  fen INTEGER NOT NULL CHECK (fen BETWEEN 0 AND 10000000000000), source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 60),
  PRIMARY KEY (pack, year)
) STRICT;

CREATE TABLE stage_move (
  act TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL, role TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (act, source)
) STRICT;

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
  note TEXT NOT NULL DEFAULT '', clause_status INTEGER REFERENCES clause_status (id), recovery_fen INTEGER CHECK (recovery_fen BETWEEN 0 AND 10000000000000), recovered_fen INTEGER NOT NULL DEFAULT 0 CHECK (recovered_fen BETWEEN 0 AND 10000000000000), remitted_fen INTEGER NOT NULL DEFAULT 0 CHECK (remitted_fen BETWEEN 0 AND 10000000000000), application INTEGER REFERENCES application (id), intake INTEGER REFERENCES application_round (id), due_on TEXT CHECK (due_on IS NULL OR due_on = date(due_on)), title_name INTEGER REFERENCES title_name (id), asked_fen INTEGER
  CHECK (asked_fen IS NULL OR asked_fen BETWEEN 0 AND 10000000000000), difference TEXT NOT NULL DEFAULT '' CHECK (length(difference) <= 500),
  CHECK (stage = 'draft' OR (number IS NOT NULL AND received_on IS NOT NULL)),
  CHECK (paid_fen IS NULL OR approved_fen IS NOT NULL),
  CHECK (stage NOT IN ('approved', 'paid') OR approved_fen IS NOT NULL)
) STRICT;

CREATE INDEX claim_stage ON claim (stage, received_on);

CREATE INDEX claim_applicant ON claim (applicant);

CREATE TRIGGER claim_keeps_to_the_path BEFORE UPDATE OF stage ON claim
WHEN OLD.stage <> NEW.stage
  AND NOT EXISTS (SELECT 1 FROM stage_move WHERE source = OLD.stage AND target = NEW.stage)
BEGIN SELECT RAISE(ABORT, 'claim-keeps-to-the-path'); END;

CREATE TRIGGER claim_begins_as_draft BEFORE INSERT ON claim
WHEN NEW.stage <> 'draft' OR NEW.number IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'claim-keeps-to-the-path'); END;

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

CREATE TABLE claim_check (
  claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  check_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unchecked', 'met', 'unmet', 'not_applicable', 'missing')),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL, seen TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(seen) AND json_type(seen) = 'array'),
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
, kind TEXT NOT NULL DEFAULT ''
  CHECK (kind IN ('', 'pdf', 'jpg', 'png', 'xlsx', 'docx')), active TEXT NOT NULL DEFAULT '', replaces INTEGER REFERENCES claim_evidence (id), reason TEXT NOT NULL DEFAULT '', supplement INTEGER NOT NULL DEFAULT 0
  CHECK (supplement IN (0, 1))) STRICT;

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
, way TEXT NOT NULL DEFAULT ''
  CHECK (way IN ('', 'beside', 'paper')), recorded_by INTEGER REFERENCES operator (id), signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 50), signer_title TEXT NOT NULL DEFAULT ''
  CHECK (length(signer_title) <= 50), signed_on TEXT
  CHECK (signed_on IS NULL OR signed_on = date(signed_on)), scan TEXT NOT NULL DEFAULT '' CHECK (length(scan) IN (0, 64)), override_reason TEXT NOT NULL DEFAULT ''
  CHECK (length(override_reason) <= 500)) STRICT;

CREATE INDEX claim_step_claim ON claim_step (claim);

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
, clause_status INTEGER REFERENCES clause_status (id), title_name INTEGER REFERENCES title_name (id)) STRICT;

CREATE INDEX assessment_claim ON assessment (claim);

CREATE TRIGGER assessment_is_kept BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment-is-kept'); END;

CREATE TRIGGER assessment_is_fixed BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment-is-kept'); END;

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
, kind TEXT NOT NULL DEFAULT 'paid' CHECK (kind IN ('paid', 'bounced', 'recovered')), refers INTEGER REFERENCES payment (id), note TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX payment_claim ON payment (claim);

CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  kind TEXT NOT NULL,
  mark TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  document_number TEXT NOT NULL UNIQUE,
  issued_on TEXT NOT NULL CHECK (issued_on = date(issued_on)),
  content TEXT NOT NULL CHECK (json_valid(content)),
  content_sha256 TEXT NOT NULL,
  pdf BLOB NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 0 AND 10000000000000),
  pack_sha256 TEXT NOT NULL REFERENCES policy_version (sha256),
  check_code TEXT NOT NULL UNIQUE,
  journal_seq INTEGER NOT NULL,
  journal_head TEXT NOT NULL,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL, register TEXT NOT NULL DEFAULT 'own'
  CHECK (register IN ('own', 'shared')),
  UNIQUE (mark, year, number)
) STRICT;

CREATE TRIGGER letter_is_kept BEFORE DELETE ON letter
BEGIN SELECT RAISE(ABORT, 'letter-is-kept'); END;

CREATE TRIGGER letter_is_fixed BEFORE UPDATE ON letter
BEGIN SELECT RAISE(ABORT, 'letter-is-kept'); END;

CREATE TABLE letter_copy (
  id INTEGER PRIMARY KEY,
  letter INTEGER NOT NULL REFERENCES letter (id),
  act TEXT NOT NULL CHECK (act IN ('print', 'save')),
  copies INTEGER NOT NULL DEFAULT 1,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
, format TEXT NOT NULL DEFAULT 'pdf'
  CHECK (format IN ('pdf', 'docx')), recipient TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX letter_copy_letter ON letter_copy (letter);

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  key TEXT NOT NULL CHECK (key <> ''),
  value TEXT NOT NULL CHECK (value <> ''),
  document TEXT NOT NULL DEFAULT '',
  document_on TEXT CHECK (document_on IS NULL OR document_on = date(document_on)),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX reading_key ON reading (pack, key, id);

CREATE TRIGGER reading_is_kept BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'reading-is-kept'); END;

CREATE TRIGGER reading_is_fixed BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'reading-is-kept'); END;

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

CREATE TRIGGER claim_stands_in_its_pack BEFORE UPDATE OF clause_status ON claim
WHEN NEW.clause_status IS NOT NULL
  AND OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred')
  AND (SELECT pack FROM clause_status WHERE id = NEW.clause_status) IS NOT NEW.pack
BEGIN SELECT RAISE(ABORT, 'clause-status-of-another-policy'); END;

CREATE TRIGGER claim_begins_in_its_pack BEFORE INSERT ON claim
WHEN NEW.clause_status IS NOT NULL
  AND (SELECT pack FROM clause_status WHERE id = NEW.clause_status) IS NOT NEW.pack
BEGIN SELECT RAISE(ABORT, 'clause-status-of-another-policy'); END;

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

CREATE TRIGGER applicant_is_kept BEFORE DELETE ON applicant
WHEN NOT EXISTS (
  SELECT 1 FROM import_row r JOIN import_batch b ON b.id = r.batch
  WHERE r.entity = 'applicant' AND r.entity_id = OLD.id AND b.undone_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'applicant-is-kept'); END;

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

CREATE TRIGGER claim_comes_back_in_bounds BEFORE UPDATE OF recovery_fen, recovered_fen, remitted_fen ON claim
WHEN NEW.recovered_fen + NEW.remitted_fen > coalesce(NEW.recovery_fen, 0)
BEGIN SELECT RAISE(ABORT, 'recovery-above-due'); END;

CREATE TRIGGER claim_decided_is_frozen BEFORE UPDATE OF
  id, number, pack, pack_sha256, award, applicant, proposal, readings, created_at, received_on,
  copies, fund_year, basis_document, claimed_fen, proposed_fen, decided_fen, minutes_number,
  accepted_on, examined_on, reviewed_on, signed_on, deliberated_on, published_on,
  published_until, channel, objection, approved_on, reason, note
ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TRIGGER claim_decided_amount_is_frozen BEFORE UPDATE OF
  approved_fen, item_count, subject, fact_on, recovery_fen
ON claim
WHEN OLD.stage IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn', 'void', 'referred', 'revoked', 'recovery')
  AND (NEW.approved_fen IS NOT OLD.approved_fen OR NEW.item_count <> OLD.item_count
    OR NEW.subject <> OLD.subject OR NEW.fact_on IS NOT OLD.fact_on
    OR NEW.recovery_fen IS NOT OLD.recovery_fen)
  AND NOT EXISTS (SELECT 1 FROM correction WHERE claim = OLD.id AND state = 'applying')
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

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

CREATE TABLE letter_template (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  shipped INTEGER NOT NULL DEFAULT 0 CHECK (shipped IN (0, 1)),
  texts TEXT NOT NULL CHECK (json_valid(texts)),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  UNIQUE (kind, version)
) STRICT;

CREATE TRIGGER letter_template_is_kept BEFORE DELETE ON letter_template
BEGIN SELECT RAISE(ABORT, 'letter-template-is-kept'); END;

CREATE TRIGGER letter_template_is_fixed BEFORE UPDATE ON letter_template
BEGIN SELECT RAISE(ABORT, 'letter-template-is-kept'); END;

CREATE INDEX applicant_merged ON applicant (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX applicant_account ON applicant (account) WHERE account <> '';

CREATE INDEX applicant_phone ON applicant (phone) WHERE phone <> '';

CREATE INDEX applicant_representative ON applicant (legal_representative)
  WHERE legal_representative <> '';

CREATE TRIGGER applicant_merges_into_a_standing_one BEFORE UPDATE OF merged_into ON applicant
WHEN NEW.merged_into IS NOT NULL AND (
  NEW.merged_into = NEW.id
  OR (SELECT merged_into FROM applicant WHERE id = NEW.merged_into) IS NOT NULL
  OR EXISTS (SELECT 1 FROM applicant WHERE merged_into = NEW.id)
)
BEGIN SELECT RAISE(ABORT, 'applicant-is-merged'); END;

CREATE TRIGGER applicant_merged_is_fixed BEFORE UPDATE OF
  kind, name, local, town, address, legal_representative, contact, phone, bank, account_name,
  account, former_names, former_until, note, code_exception
ON applicant
WHEN OLD.merged_into IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'applicant-is-merged'); END;

CREATE TRIGGER claim_of_a_standing_applicant BEFORE INSERT ON claim
WHEN (SELECT merged_into FROM applicant WHERE id = NEW.applicant) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'applicant-is-merged'); END;

CREATE TRIGGER entitlement_of_a_standing_applicant BEFORE INSERT ON entitlement
WHEN (SELECT merged_into FROM applicant WHERE id = NEW.applicant) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'applicant-is-merged'); END;

CREATE TRIGGER quota_of_a_standing_applicant BEFORE INSERT ON quota
WHEN (SELECT merged_into FROM applicant WHERE id = NEW.applicant) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'applicant-is-merged'); END;

CREATE TABLE applicant_merge (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES applicant (id),
  target INTEGER NOT NULL REFERENCES applicant (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  moved TEXT NOT NULL CHECK (json_valid(moved) AND json_type(moved) = 'object'),
  journal_seq INTEGER NOT NULL,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  undone_at TEXT,
  CHECK (source <> target)
) STRICT;

CREATE INDEX applicant_merge_source ON applicant_merge (source);

CREATE INDEX applicant_merge_target ON applicant_merge (target);

CREATE TRIGGER applicant_merge_is_kept BEFORE DELETE ON applicant_merge
BEGIN SELECT RAISE(ABORT, 'applicant-merge-is-kept'); END;

CREATE TRIGGER applicant_merge_is_fixed BEFORE UPDATE ON applicant_merge
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR NEW.id <> OLD.id
  OR NEW.source <> OLD.source OR NEW.target <> OLD.target OR NEW.reason <> OLD.reason
  OR NEW.moved <> OLD.moved OR NEW.journal_seq <> OLD.journal_seq
  OR NEW.operator <> OLD.operator OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'applicant-merge-is-kept'); END;

CREATE TABLE applicant_like (
  key INTEGER NOT NULL,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  PRIMARY KEY (key, applicant)
) STRICT, WITHOUT ROWID;

CREATE INDEX applicant_like_of ON applicant_like (applicant);

CREATE TABLE claim_key (
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'number', 'title')),
  key TEXT NOT NULL CHECK (key <> ''),
  claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (kind, key, claim, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_key_of ON claim_key (claim);

CREATE INDEX entitlement_history ON entitlement (subject_key) WHERE claim IS NULL;

CREATE TABLE claim_likeness (
  one INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_likeness_other ON claim_likeness (other);

CREATE TABLE applicant_likeness (
  one INTEGER NOT NULL REFERENCES applicant (id),
  other INTEGER NOT NULL REFERENCES applicant (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE INDEX applicant_likeness_other ON applicant_likeness (other);

CREATE TABLE applicant_document (
  id INTEGER PRIMARY KEY,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  kind TEXT NOT NULL CHECK (kind IN (
    'business_licence', 'legal_person_certificate', 'identity_card', 'representative_proof',
    'residence_permit', 'household_register', 'account_permit', 'authorisation', 'other'
  )),
  number TEXT NOT NULL DEFAULT '',
  valid_from TEXT CHECK (valid_from IS NULL OR valid_from = date(valid_from)),
  valid_to TEXT CHECK (valid_to IS NULL OR valid_to = date(valid_to)),
  note TEXT NOT NULL DEFAULT '',
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '' CHECK (length(sha256) IN (0, 64)),
  size INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'replaced', 'void')),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
) STRICT;

CREATE INDEX applicant_document_of ON applicant_document (applicant);

CREATE INDEX applicant_document_expiry ON applicant_document (valid_to)
  WHERE state = 'valid' AND valid_to IS NOT NULL;

CREATE TRIGGER applicant_document_is_kept BEFORE DELETE ON applicant_document
BEGIN SELECT RAISE(ABORT, 'applicant-document-is-kept'); END;

CREATE TRIGGER applicant_document_is_fixed BEFORE UPDATE OF
  id, kind, number, valid_from, valid_to, note, file_name, sha256, size, operator, at
ON applicant_document
BEGIN SELECT RAISE(ABORT, 'applicant-document-is-kept'); END;

CREATE UNIQUE INDEX claim_evidence_replaces ON claim_evidence (replaces) WHERE replaces IS NOT NULL;

CREATE TRIGGER claim_evidence_is_kept BEFORE DELETE ON claim_evidence
WHEN (SELECT stage FROM claim WHERE id = OLD.claim) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'evidence-is-kept'); END;

CREATE TRIGGER claim_evidence_is_fixed BEFORE UPDATE OF
  id, claim, form, file_name, sha256, size, pages, copies, operator, at, kind, active, replaces,
  supplement
ON claim_evidence
BEGIN SELECT RAISE(ABORT, 'evidence-is-kept'); END;

CREATE TRIGGER claim_evidence_state BEFORE UPDATE OF state ON claim_evidence
WHEN OLD.state = 'replaced' OR (OLD.state = 'rejected' AND NEW.state = 'replaced')
  OR (NEW.state = 'rejected' AND NEW.reason = '')
BEGIN SELECT RAISE(ABORT, 'evidence-state'); END;

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

CREATE TABLE application (
  id INTEGER PRIMARY KEY,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  number TEXT UNIQUE,
  received_on TEXT CHECK (received_on IS NULL OR received_on = date(received_on)),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

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

CREATE TRIGGER claim_received_keeps_its_name BEFORE UPDATE OF
  id, number, pack, award, applicant, created_at ON claim
WHEN OLD.stage NOT IN ('approved', 'paid', 'archived', 'refused', 'not_accepted', 'withdrawn',
    'void', 'referred', 'revoked', 'recovery')
  AND ((OLD.stage = NEW.stage AND NEW.number IS NOT OLD.number)
    OR (OLD.stage <> 'draft' AND (NEW.id <> OLD.id OR NEW.number IS NOT OLD.number
      OR NEW.pack <> OLD.pack OR NEW.award <> OLD.award OR NEW.applicant <> OLD.applicant
      OR NEW.created_at <> OLD.created_at)))
BEGIN SELECT RAISE(ABORT, 'claim-received-is-kept'); END;

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

CREATE TRIGGER payment_by_its_act BEFORE INSERT ON payment
WHEN NOT EXISTS (SELECT 1 FROM claim_step
  WHERE id = (SELECT max(id) FROM claim_step WHERE claim = NEW.claim) AND operator = NEW.operator
    AND CASE NEW.kind WHEN 'paid' THEN act IN ('pay', 'pay_part')
      WHEN 'bounced' THEN act = 'bounce' ELSE act = 'recover' END)
BEGIN SELECT RAISE(ABORT, 'payment-by-its-act'); END;

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

CREATE TABLE never (id TEXT PRIMARY KEY CHECK (id = '')) STRICT, WITHOUT ROWID;

CREATE TRIGGER never_is_never BEFORE INSERT ON never
BEGIN SELECT RAISE(ABORT, 'book-is-open'); END;

CREATE TABLE open_book (
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'correction', 'operator', 'setting')),
  id INTEGER NOT NULL,
  until TEXT NOT NULL DEFAULT 'balanced' REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE act_role (
  act TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (act, role)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_by_its_role BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'bureau')
  AND EXISTS (SELECT 1 FROM act_role WHERE act = NEW.act)
  AND NOT EXISTS (SELECT 1 FROM operator o, json_each(o.roles) r, act_role a
    WHERE o.name = NEW.operator AND o.active = 1 AND a.act = NEW.act AND a.role = r.value)
BEGIN SELECT RAISE(ABORT, 'operator-may-not'); END;

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

CREATE TABLE number_range (
  id INTEGER PRIMARY KEY,
  mark TEXT NOT NULL CHECK (mark <> ''),
  year INTEGER NOT NULL,
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first AND last - first < 10000),
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX number_range_year ON number_range (mark, year, first);

CREATE TABLE number_void (
  id INTEGER PRIMARY KEY,
  register TEXT NOT NULL CHECK (register IN ('own', 'shared')),
  mark TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  document_number TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL CHECK (reason <> ''),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  UNIQUE (mark, year, number)
) STRICT;

CREATE TRIGGER number_range_apart BEFORE INSERT ON number_range
WHEN EXISTS (
  SELECT 1 FROM number_range
  WHERE mark = NEW.mark AND year = NEW.year AND first <= NEW.last AND last >= NEW.first
)
BEGIN SELECT RAISE(ABORT, 'number-range-overlaps'); END;

CREATE TRIGGER number_range_is_fixed BEFORE UPDATE ON number_range
BEGIN SELECT RAISE(ABORT, 'number-range-is-fixed'); END;

CREATE TRIGGER number_range_in_use BEFORE DELETE ON number_range
WHEN EXISTS (
  SELECT 1 FROM letter
  WHERE mark = OLD.mark AND year = OLD.year AND number BETWEEN OLD.first AND OLD.last
) OR EXISTS (
  SELECT 1 FROM number_void
  WHERE mark = OLD.mark AND year = OLD.year AND number BETWEEN OLD.first AND OLD.last
)
BEGIN SELECT RAISE(ABORT, 'number-range-in-use'); END;

CREATE TRIGGER number_void_is_kept BEFORE DELETE ON number_void
BEGIN SELECT RAISE(ABORT, 'number-void-is-kept'); END;

CREATE TRIGGER number_void_is_fixed BEFORE UPDATE ON number_void
BEGIN SELECT RAISE(ABORT, 'number-void-is-kept'); END;

CREATE TRIGGER number_void_of_used BEFORE INSERT ON number_void
WHEN EXISTS (
  SELECT 1 FROM letter WHERE mark = NEW.mark AND year = NEW.year AND number = NEW.number
)
BEGIN SELECT RAISE(ABORT, 'number-is-used'); END;

CREATE TRIGGER letter_number_is_void BEFORE INSERT ON letter
WHEN EXISTS (
  SELECT 1 FROM number_void WHERE mark = NEW.mark AND year = NEW.year AND number = NEW.number
)
BEGIN SELECT RAISE(ABORT, 'number-is-void'); END;

CREATE TRIGGER letter_of_one_register BEFORE INSERT ON letter
WHEN EXISTS (
  SELECT 1 FROM letter
  WHERE mark = NEW.mark AND year = NEW.year AND register <> NEW.register
)
BEGIN SELECT RAISE(ABORT, 'number-registers-mixed'); END;

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

CREATE TRIGGER year_closing_opened_last_first BEFORE UPDATE OF reopened_at ON year_closing
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year > NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'later-year-is-closed'); END;

CREATE TRIGGER year_closing_in_order BEFORE INSERT ON year_closing
WHEN EXISTS (SELECT 1 FROM year_closing
  WHERE pack = NEW.pack AND year > NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'later-year-is-closed'); END;

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

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
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

CREATE TABLE import_row (
  batch INTEGER NOT NULL REFERENCES import_batch (id),
  line INTEGER NOT NULL CHECK (line >= 1),
  entity TEXT NOT NULL CHECK (entity <> ''),
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

CREATE TABLE report_department (
  pack TEXT NOT NULL,
  subject TEXT NOT NULL,
  department TEXT NOT NULL CHECK (department <> ''),
  PRIMARY KEY (pack, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  part TEXT NOT NULL CHECK (part IN ('Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2', 'Y')),
  value TEXT CHECK (value IS NULL OR (value GLOB '[0-9]*' AND value NOT GLOB '*[^0-9.]*')),
  step TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL CHECK (department <> ''),
  source TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  reported_on TEXT NOT NULL CHECK (reported_on IS date(reported_on)),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  corrects INTEGER REFERENCES observation (id),
  reason TEXT NOT NULL DEFAULT '',
  batch INTEGER REFERENCES import_batch (id),
  state TEXT NOT NULL DEFAULT 'stands' CHECK (state IN ('stands', 'corrected', 'withdrawn')),
  CHECK ((value IS NULL) = (step <> '')),
  CHECK (corrects IS NULL OR reason <> '')
) STRICT;

CREATE UNIQUE INDEX observation_stands ON observation (pack, subject, year, part)
  WHERE state = 'stands';

CREATE INDEX observation_year ON observation (pack, year);

CREATE INDEX observation_batch ON observation (batch) WHERE batch IS NOT NULL;

CREATE TRIGGER observation_is_kept BEFORE DELETE ON observation
BEGIN SELECT RAISE(ABORT, 'observation-is-kept'); END;

CREATE TRIGGER observation_is_fixed BEFORE UPDATE ON observation
WHEN NEW.pack <> OLD.pack OR NEW.subject <> OLD.subject OR NEW.year <> OLD.year
  OR NEW.part <> OLD.part OR NEW.value IS NOT OLD.value OR NEW.step <> OLD.step
  OR NEW.department <> OLD.department OR NEW.source <> OLD.source OR NEW.note <> OLD.note
  OR NEW.reported_on <> OLD.reported_on OR NEW.operator <> OLD.operator OR NEW.at <> OLD.at
  OR NEW.sha256 <> OLD.sha256 OR NEW.corrects IS NOT OLD.corrects OR NEW.reason <> OLD.reason
  OR NEW.batch IS NOT OLD.batch OR OLD.state = 'withdrawn'
BEGIN SELECT RAISE(ABORT, 'observation-is-kept'); END;

CREATE TRIGGER observation_corrects_its_own BEFORE INSERT ON observation
WHEN NEW.corrects IS NOT NULL AND NOT EXISTS (SELECT 1 FROM observation
  WHERE id = NEW.corrects AND pack = NEW.pack AND subject = NEW.subject AND year = NEW.year
  AND part = NEW.part AND state = 'corrected')
BEGIN SELECT RAISE(ABORT, 'observation-is-kept'); END;

CREATE TABLE roster_entry (
  id INTEGER PRIMARY KEY,
  roster TEXT NOT NULL CHECK (roster <> ''),
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  product TEXT NOT NULL,
  notice TEXT NOT NULL,
  approved_on TEXT NOT NULL CHECK (approved_on IS date(approved_on)),
  exited_on TEXT CHECK (exited_on IS date(exited_on)),
  exit_reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  CHECK (exited_on IS NULL OR (exited_on >= approved_on AND exit_reason <> ''))
) STRICT;

CREATE UNIQUE INDEX roster_entry_once ON roster_entry (roster, code, product)
  WHERE withdrawn = 0 AND exited_on IS NULL;

CREATE INDEX roster_entry_roster ON roster_entry (roster, approved_on);

CREATE TRIGGER roster_entry_is_kept BEFORE DELETE ON roster_entry
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TABLE joint_meeting (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
  name TEXT NOT NULL CHECK (name <> ''),
  minutes TEXT NOT NULL DEFAULT '',
  participants TEXT NOT NULL CHECK (json_valid(participants) AND json_type(participants) = 'array'),
  note TEXT NOT NULL DEFAULT '',
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  withdrawn TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TRIGGER joint_meeting_is_kept BEFORE DELETE ON joint_meeting
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
  name TEXT NOT NULL CHECK (name <> ''),
  place TEXT NOT NULL DEFAULT '',
  people INTEGER CHECK (people BETWEEN 0 AND 10000000),
  firms INTEGER CHECK (firms BETWEEN 0 AND 10000000),
  note TEXT NOT NULL DEFAULT '',
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  withdrawn TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX activity_kind ON activity (pack, kind, held_on);

CREATE TRIGGER activity_is_kept BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  row TEXT NOT NULL DEFAULT '',
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  title TEXT NOT NULL CHECK (title <> ''),
  department TEXT NOT NULL,
  owner INTEGER REFERENCES operator (id),
  due_on TEXT CHECK (due_on IS date(due_on)),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'underway', 'done', 'paused')),
  reason TEXT NOT NULL DEFAULT '',
  done_on TEXT CHECK (done_on IS date(done_on)),
  meeting INTEGER REFERENCES joint_meeting (id),
  carried_from INTEGER REFERENCES task (id),
  CHECK (state <> 'paused' OR reason <> ''),
  CHECK ((state = 'done') = (done_on IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX task_of_row ON task (pack, row, year) WHERE row <> '' AND meeting IS NULL;

CREATE INDEX task_due ON task (state, due_on);

CREATE TRIGGER task_is_kept BEFORE DELETE ON task
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TABLE task_progress (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task (id),
  day TEXT NOT NULL CHECK (day IS date(day)),
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'underway', 'done', 'paused')),
  reason TEXT NOT NULL DEFAULT '',
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  CHECK (text <> '' OR sha256 <> '' OR reason <> '')
) STRICT;

CREATE INDEX task_progress_task ON task_progress (task, id);

CREATE TRIGGER task_progress_is_kept BEFORE DELETE ON task_progress
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TRIGGER task_progress_is_fixed BEFORE UPDATE ON task_progress
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TABLE report_form (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  pack_sha256 TEXT NOT NULL,
  department TEXT NOT NULL,
  year INTEGER NOT NULL,
  part TEXT NOT NULL,
  stamp TEXT NOT NULL UNIQUE CHECK (length(stamp) = 32),
  lines INTEGER NOT NULL CHECK (lines >= 1),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE TRIGGER report_form_is_kept BEFORE DELETE ON report_form
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TABLE target_closing (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  pack_sha256 TEXT NOT NULL REFERENCES policy_version (sha256),
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  content TEXT NOT NULL CHECK (json_valid(content)),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  closed_by INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  reopened_at TEXT
) STRICT;

CREATE UNIQUE INDEX target_closing_stands ON target_closing (pack, year) WHERE reopened_at IS NULL;

CREATE TABLE target_reopening (
  id INTEGER PRIMARY KEY,
  closing INTEGER NOT NULL REFERENCES target_closing (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  proposed_by INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'dropped')),
  decided_by INTEGER REFERENCES operator (id),
  decided_at TEXT,
  alone TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK (state <> 'approved' OR decided_by <> proposed_by OR alone <> '')
) STRICT;

CREATE UNIQUE INDEX target_reopening_open ON target_reopening (closing) WHERE state = 'proposed';

CREATE TRIGGER target_closing_is_kept BEFORE DELETE ON target_closing
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER target_closing_is_fixed BEFORE UPDATE ON target_closing
WHEN OLD.reopened_at IS NOT NULL OR NEW.reopened_at IS NULL OR NEW.pack <> OLD.pack
  OR NEW.year <> OLD.year OR NEW.content <> OLD.content OR NEW.digest <> OLD.digest
  OR NEW.closed_by <> OLD.closed_by OR NEW.at <> OLD.at
  OR NOT EXISTS (SELECT 1 FROM target_reopening WHERE closing = OLD.id AND state = 'approved')
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER target_reopening_is_kept BEFORE DELETE ON target_reopening
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TRIGGER target_reopening_is_fixed BEFORE UPDATE ON target_reopening
WHEN OLD.state <> 'proposed' OR NEW.closing <> OLD.closing OR NEW.reason <> OLD.reason
  OR NEW.proposed_by <> OLD.proposed_by
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

CREATE TRIGGER observation_of_closed_year BEFORE INSERT ON observation
WHEN EXISTS (SELECT 1 FROM target_closing
  WHERE pack = NEW.pack AND year = NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER observation_changed_in_closed_year BEFORE UPDATE ON observation
WHEN EXISTS (SELECT 1 FROM target_closing
  WHERE pack = OLD.pack AND year = OLD.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER joint_meeting_of_closed_year BEFORE INSERT ON joint_meeting
WHEN EXISTS (SELECT 1 FROM target_closing WHERE pack = NEW.pack
  AND year = CAST(substr(NEW.held_on, 1, 4) AS INTEGER) AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER joint_meeting_changed_in_closed_year BEFORE UPDATE ON joint_meeting
WHEN EXISTS (SELECT 1 FROM target_closing WHERE pack = OLD.pack AND reopened_at IS NULL AND year IN
  (CAST(substr(OLD.held_on, 1, 4) AS INTEGER), CAST(substr(NEW.held_on, 1, 4) AS INTEGER)))
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER activity_of_closed_year BEFORE INSERT ON activity
WHEN EXISTS (SELECT 1 FROM target_closing WHERE pack = NEW.pack
  AND year = CAST(substr(NEW.held_on, 1, 4) AS INTEGER) AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER activity_changed_in_closed_year BEFORE UPDATE ON activity
WHEN EXISTS (SELECT 1 FROM target_closing WHERE pack = OLD.pack AND reopened_at IS NULL AND year IN
  (CAST(substr(OLD.held_on, 1, 4) AS INTEGER), CAST(substr(NEW.held_on, 1, 4) AS INTEGER)))
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER task_of_closed_year BEFORE INSERT ON task
WHEN EXISTS (SELECT 1 FROM target_closing
  WHERE pack = NEW.pack AND year = NEW.year AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER task_changed_in_closed_year BEFORE UPDATE ON task
WHEN EXISTS (SELECT 1 FROM target_closing
  WHERE pack = OLD.pack AND year IN (OLD.year, NEW.year) AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TRIGGER task_progress_of_closed_year BEFORE INSERT ON task_progress
WHEN EXISTS (SELECT 1 FROM target_closing c JOIN task t ON t.pack = c.pack AND t.year = c.year
  WHERE t.id = NEW.task AND c.reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'target-year-closed'); END;

CREATE TABLE policy_draft (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL CHECK (pack <> ''),
  title TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_kind TEXT NOT NULL CHECK (file_kind IN ('text', 'docx', 'pdf')),
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  pages TEXT NOT NULL CHECK (json_valid(pages) AND json_type(pages) = 'array'),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'activated', 'dropped')),
  replaces TEXT NOT NULL DEFAULT '',
  version TEXT NOT NULL DEFAULT '',
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL,
  changed_at TEXT NOT NULL, outline TEXT NOT NULL DEFAULT ''
  CHECK (outline = '' OR (json_valid(outline) AND json_type(outline) = 'object')),
  CHECK ((state = 'activated') = (version <> ''))
) STRICT;

CREATE INDEX policy_draft_open ON policy_draft (state, changed_at);

CREATE TRIGGER policy_draft_text_is_kept BEFORE UPDATE OF
  id, file_name, file_kind, file_sha256, pages, operator, at
ON policy_draft
BEGIN SELECT RAISE(ABORT, 'draft-text-is-kept'); END;

CREATE TRIGGER policy_draft_is_closed BEFORE UPDATE ON policy_draft
WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_is_not_deleted BEFORE DELETE ON policy_draft
BEGIN SELECT RAISE(ABORT, 'draft-text-is-kept'); END;

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

CREATE TRIGGER claim_examined_keeps_what_was_asked BEFORE UPDATE OF asked_fen, difference ON claim
WHEN OLD.stage IN ('examined', 'inspection', 'reviewed', 'signed', 'committee', 'published',
    'objection', 'unobjected')
  AND (NEW.asked_fen IS NOT OLD.asked_fen OR NEW.difference <> OLD.difference)
BEGIN SELECT RAISE(ABORT, 'claim-examined-is-kept'); END;

CREATE TRIGGER claim_decided_keeps_what_was_asked BEFORE UPDATE OF asked_fen, difference ON claim
WHEN OLD.stage NOT IN ('draft', 'received', 'returned', 'accepted', 'examined', 'inspection',
    'reviewed', 'signed', 'committee', 'published', 'objection', 'unobjected')
  AND (NEW.asked_fen IS NOT OLD.asked_fen OR NEW.difference <> OLD.difference)
BEGIN SELECT RAISE(ABORT, 'claim-decided-is-frozen'); END;

CREATE TABLE holiday_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mark TEXT NOT NULL
) STRICT;

CREATE TRIGGER holiday_mark_insert AFTER INSERT ON holiday
BEGIN UPDATE holiday_mark SET mark = hex(randomblob(16)); END;

CREATE TRIGGER holiday_mark_update AFTER UPDATE ON holiday
BEGIN UPDATE holiday_mark SET mark = hex(randomblob(16)); END;

CREATE TRIGGER holiday_mark_delete AFTER DELETE ON holiday
BEGIN UPDATE holiday_mark SET mark = hex(randomblob(16)); END;

CREATE TRIGGER holiday_mark_stays BEFORE DELETE ON holiday_mark
BEGIN SELECT RAISE(ABORT, 'holiday-mark-stays'); END;

CREATE TRIGGER policy_draft_outline_is_kept BEFORE UPDATE OF outline ON policy_draft
WHEN OLD.outline <> ''
BEGIN SELECT RAISE(ABORT, 'draft-text-is-kept'); END;

CREATE TABLE "policy_draft_part" (
  draft INTEGER NOT NULL REFERENCES policy_draft (id),
  kind TEXT NOT NULL CHECK (kind IN ('head', 'proposal', 'row', 'answer', 'case', 'reading')),
  part TEXT NOT NULL,
  place INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data) AND json_type(data) = 'object'),
  state TEXT NOT NULL DEFAULT 'proposed'
    CHECK (state IN ('proposed', 'confirmed', 'written-off')),
  reason TEXT NOT NULL DEFAULT '',
  operator INTEGER REFERENCES operator (id),
  at TEXT,
  PRIMARY KEY (draft, kind, part),
  CHECK (state <> 'written-off' OR reason <> ''),
  CHECK ((state = 'proposed') = (operator IS NULL)),
  CHECK ((operator IS NULL) = (at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER policy_draft_part_new BEFORE INSERT ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = NEW.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_part_changed BEFORE UPDATE ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_part_gone BEFORE DELETE ON policy_draft_part
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TABLE policy_draft_step (
  id INTEGER PRIMARY KEY,
  draft INTEGER NOT NULL REFERENCES policy_draft (id),
  act TEXT NOT NULL CHECK (act <> ''),
  about TEXT NOT NULL,
  before TEXT NOT NULL CHECK (json_valid(before) AND json_type(before) = 'array'),
  operator INTEGER NOT NULL REFERENCES operator (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX policy_draft_step_of ON policy_draft_step (draft, id);

CREATE TRIGGER policy_draft_step_new BEFORE INSERT ON policy_draft_step
WHEN (SELECT state FROM policy_draft WHERE id = NEW.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE TRIGGER policy_draft_step_gone BEFORE DELETE ON policy_draft_step
WHEN (SELECT state FROM policy_draft WHERE id = OLD.draft) <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft-is-closed'); END;

CREATE INDEX claim_subject ON claim (subject);

CREATE INDEX claim_document ON claim (document_number);

CREATE INDEX applicant_name ON applicant (name, merged_into);

CREATE INDEX claim_listed ON claim (
  stage, pack, award, fund_year, received_on, due_on, published_until, paid_on, applicant, handler,
  item_count, approved_fen, decided_fen, proposed_fen, claimed_fen, paid_fen, recovered_fen,
  number, subject, document_number, voucher, archive_number
);

CREATE TABLE claim_named (
  claim INTEGER PRIMARY KEY REFERENCES claim (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  town TEXT NOT NULL,
  sort_key TEXT NOT NULL
) STRICT;

CREATE VIEW claim_named_now AS
SELECT c.id AS claim, a.name, a.town, a.sort_key
FROM applicant filed NOT INDEXED CROSS JOIN claim c ON c.applicant = filed.id
JOIN applicant a ON a.id = coalesce(filed.merged_into, filed.id);

CREATE TRIGGER claim_is_named AFTER INSERT ON claim
BEGIN
  INSERT INTO claim_named (claim, name, town, sort_key)
  SELECT NEW.id, a.name, a.town, a.sort_key
  FROM applicant filed JOIN applicant a ON a.id = coalesce(filed.merged_into, filed.id)
  WHERE filed.id = NEW.applicant;
END;

CREATE TRIGGER claim_is_named_anew AFTER UPDATE OF applicant ON claim
WHEN OLD.applicant <> NEW.applicant
BEGIN
  UPDATE claim_named SET (name, town, sort_key) = (
    SELECT a.name, a.town, a.sort_key
    FROM applicant filed JOIN applicant a ON a.id = coalesce(filed.merged_into, filed.id)
    WHERE filed.id = NEW.applicant
  ) WHERE claim = NEW.id;
END;

CREATE TRIGGER applicant_names_its_claims AFTER UPDATE OF name, town, sort_key, merged_into
ON applicant
WHEN (OLD.name, OLD.town, OLD.sort_key, OLD.merged_into)
  IS NOT (NEW.name, NEW.town, NEW.sort_key, NEW.merged_into)
BEGIN
  UPDATE claim_named SET (name, town, sort_key) = (
    SELECT name, town, sort_key FROM applicant WHERE id = coalesce(NEW.merged_into, NEW.id)
  ) WHERE claim IN (
    SELECT id FROM claim WHERE applicant = NEW.id UNION ALL
    SELECT c.id FROM applicant m CROSS JOIN claim c ON c.applicant = m.id
    WHERE m.merged_into = NEW.id
  );
END;

CREATE INDEX applicant_contact ON applicant (contact);

CREATE INDEX applicant_bank ON applicant (bank);

CREATE INDEX letter_numbers ON letter (
  id, upper(replace(replace(document_number, '〔', ''), '〕', '')), replace(check_code, '-', '')
);

CREATE VIEW claim_sum_now AS
SELECT pack, fund_year, award, stage, proposal,
  count(*) AS claims,
  count(approved_fen) AS told,
  sum(coalesce(approved_fen, 0) > 0) AS granted,
  sum(coalesce(approved_fen, 0)) AS approved_fen,
  sum(coalesce(paid_fen - recovered_fen, 0)) AS paid_fen,
  sum(coalesce(decided_fen, proposed_fen, claimed_fen)) AS expected_fen,
  sum(coalesce(approved_fen, decided_fen, proposed_fen, claimed_fen)) AS queued_fen
FROM claim GROUP BY pack, fund_year, award, stage, proposal;

CREATE TABLE claim_sum (
  pack TEXT NOT NULL,
  fund_year INTEGER NOT NULL,
  award TEXT NOT NULL,
  stage TEXT NOT NULL,
  proposal TEXT NOT NULL,
  claims INTEGER NOT NULL CHECK (claims >= 0),
  told INTEGER NOT NULL CHECK (told BETWEEN 0 AND claims),
  granted INTEGER NOT NULL CHECK (granted BETWEEN 0 AND told),
  approved_fen INTEGER NOT NULL CHECK (approved_fen >= 0),
  paid_fen INTEGER NOT NULL,
  expected_fen INTEGER NOT NULL CHECK (expected_fen >= 0),
  queued_fen INTEGER NOT NULL CHECK (queued_fen >= 0),
  PRIMARY KEY (pack, fund_year, award, stage, proposal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_is_counted AFTER INSERT ON claim
BEGIN
  INSERT INTO claim_sum VALUES (
    NEW.pack, NEW.fund_year, NEW.award, NEW.stage, NEW.proposal,
    1, NEW.approved_fen IS NOT NULL, coalesce(NEW.approved_fen, 0) > 0,
    coalesce(NEW.approved_fen, 0), coalesce(NEW.paid_fen - NEW.recovered_fen, 0),
    coalesce(NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen),
    coalesce(NEW.approved_fen, NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen)
  ) ON CONFLICT DO UPDATE SET
    claims = claims + excluded.claims, told = told + excluded.told,
    granted = granted + excluded.granted, approved_fen = approved_fen + excluded.approved_fen,
    paid_fen = paid_fen + excluded.paid_fen, expected_fen = expected_fen + excluded.expected_fen,
    queued_fen = queued_fen + excluded.queued_fen;
END;

CREATE TRIGGER claim_is_counted_no_more AFTER DELETE ON claim
BEGIN
  UPDATE claim_sum SET
    claims = claims - 1, told = told - (OLD.approved_fen IS NOT NULL),
    granted = granted - (coalesce(OLD.approved_fen, 0) > 0),
    approved_fen = approved_fen - coalesce(OLD.approved_fen, 0),
    paid_fen = paid_fen - coalesce(OLD.paid_fen - OLD.recovered_fen, 0),
    expected_fen = expected_fen - coalesce(OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen),
    queued_fen = queued_fen
      - coalesce(OLD.approved_fen, OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen)
  WHERE pack = OLD.pack AND fund_year = OLD.fund_year AND award = OLD.award
    AND stage = OLD.stage AND proposal = OLD.proposal;
END;

CREATE TRIGGER claim_is_counted_anew AFTER UPDATE OF
  pack, fund_year, award, stage, proposal,
  approved_fen, paid_fen, recovered_fen, decided_fen, proposed_fen, claimed_fen
ON claim
WHEN (
  OLD.pack, OLD.fund_year, OLD.award, OLD.stage, OLD.proposal, OLD.approved_fen, OLD.paid_fen,
  OLD.recovered_fen, OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen
) IS NOT (
  NEW.pack, NEW.fund_year, NEW.award, NEW.stage, NEW.proposal, NEW.approved_fen, NEW.paid_fen,
  NEW.recovered_fen, NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen
)
BEGIN
  UPDATE claim_sum SET
    claims = claims - 1, told = told - (OLD.approved_fen IS NOT NULL),
    granted = granted - (coalesce(OLD.approved_fen, 0) > 0),
    approved_fen = approved_fen - coalesce(OLD.approved_fen, 0),
    paid_fen = paid_fen - coalesce(OLD.paid_fen - OLD.recovered_fen, 0),
    expected_fen = expected_fen - coalesce(OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen),
    queued_fen = queued_fen
      - coalesce(OLD.approved_fen, OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen)
  WHERE pack = OLD.pack AND fund_year = OLD.fund_year AND award = OLD.award
    AND stage = OLD.stage AND proposal = OLD.proposal;
  INSERT INTO claim_sum VALUES (
    NEW.pack, NEW.fund_year, NEW.award, NEW.stage, NEW.proposal,
    1, NEW.approved_fen IS NOT NULL, coalesce(NEW.approved_fen, 0) > 0,
    coalesce(NEW.approved_fen, 0), coalesce(NEW.paid_fen - NEW.recovered_fen, 0),
    coalesce(NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen),
    coalesce(NEW.approved_fen, NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen)
  ) ON CONFLICT DO UPDATE SET
    claims = claims + excluded.claims, told = told + excluded.told,
    granted = granted + excluded.granted, approved_fen = approved_fen + excluded.approved_fen,
    paid_fen = paid_fen + excluded.paid_fen, expected_fen = expected_fen + excluded.expected_fen,
    queued_fen = queued_fen + excluded.queued_fen;
END;

CREATE VIEW claim_party_now AS
SELECT pack, fund_year, award, applicant, count(*) AS claims
FROM claim WHERE stage <> 'draft' GROUP BY pack, fund_year, award, applicant;

CREATE TABLE claim_party (
  pack TEXT NOT NULL,
  fund_year INTEGER NOT NULL,
  award TEXT NOT NULL,
  applicant INTEGER NOT NULL,
  claims INTEGER NOT NULL CHECK (claims >= 0),
  PRIMARY KEY (pack, fund_year, award, applicant)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_has_its_party AFTER UPDATE OF pack, fund_year, award, applicant, stage
ON claim
WHEN (OLD.pack, OLD.fund_year, OLD.award, OLD.applicant, OLD.stage = 'draft')
  IS NOT (NEW.pack, NEW.fund_year, NEW.award, NEW.applicant, NEW.stage = 'draft')
BEGIN
  UPDATE claim_party SET claims = claims - 1
  WHERE OLD.stage <> 'draft' AND pack = OLD.pack AND fund_year = OLD.fund_year
    AND award = OLD.award AND applicant = OLD.applicant;
  INSERT INTO claim_party
  SELECT NEW.pack, NEW.fund_year, NEW.award, NEW.applicant, 1 WHERE NEW.stage <> 'draft'
  ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

CREATE INDEX claim_year ON claim (pack, fund_year);

CREATE INDEX claim_approved ON claim (
  approved_on, pack, award, stage, approved_fen, item_count, applicant
) WHERE approved_on IS NOT NULL;

CREATE INDEX payment_day ON payment (paid_on, claim, kind, fen);

CREATE INDEX letter_told ON letter (claim, kind);

CREATE INDEX applicant_without_code ON applicant (name, merged_into) WHERE code = '';

CREATE INDEX claim_amount ON claim (
  coalesce(approved_fen, decided_fen, proposed_fen, claimed_fen)
);

CREATE INDEX claim_paid ON claim (paid_fen) WHERE paid_fen IS NOT NULL;

CREATE INDEX applicant_sort_key ON applicant (sort_key);

CREATE INDEX applicant_kind ON applicant (kind);

CREATE INDEX applicant_town ON applicant (town);

CREATE INDEX letter_listed ON letter (
  year, mark, number, document_number, issued_on, kind, claim, operator, amount_fen, check_code
);

CREATE INDEX claim_numbered ON claim (id, number);
