-- Letters as issued: number, content, bytes and where the journal stood.

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
  at TEXT NOT NULL,
  UNIQUE (mark, year, number)
) STRICT;

CREATE INDEX letter_claim ON letter (claim);

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
) STRICT;

CREATE INDEX letter_copy_letter ON letter_copy (letter);
