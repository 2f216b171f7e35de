-- Names, documents and likenesses of applicants and claims.

-- Until when a former name was borne: [["name", "2021-05-01"], …]; a name without a day is not in it.
ALTER TABLE applicant ADD COLUMN former_until TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(former_until) AND json_type(former_until) = 'array');

-- 并入: the record stays as it was and stands for the other one; claims keep their reference.
ALTER TABLE applicant ADD COLUMN merged_into INTEGER REFERENCES applicant (id);

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

-- One merge of two records: what it moved, so that it can be undone while nothing was built on it.
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

-- What names that differ by one character share: the name as compared, whole and with each
-- character left out once, as a number. Written with the names, present and former.
CREATE TABLE applicant_like (
  key INTEGER NOT NULL,
  applicant INTEGER NOT NULL REFERENCES applicant (id),
  PRIMARY KEY (key, applicant)
) STRICT, WITHOUT ROWID;

CREATE INDEX applicant_like_of ON applicant_like (applicant);

-- What a claim can share with another one: subjects, numbers on its papers, titles with their year.
CREATE TABLE claim_key (
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'number', 'title')),
  key TEXT NOT NULL CHECK (key <> ''),
  claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (kind, key, claim, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_key_of ON claim_key (claim);

-- What was paid before ipdesk, by subject under whatever policy.
CREATE INDEX entitlement_history ON entitlement (subject_key) WHERE claim IS NULL;

-- 疑似重复: one verdict for a pair of claims, seen from both; the journal keeps the earlier ones.
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

-- 档案材料: papers of the applicant itself, taken over by its claims.
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
