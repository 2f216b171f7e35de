-- Register: who works here, who may ask, how they are found, the days and the number series.

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
) STRICT;

-- 一码一户; an empty code is one that is not known, kept with its reason.
CREATE UNIQUE INDEX applicant_code ON applicant (code) WHERE code <> '';

-- Lists are ordered by these; the unique index above leaves out the rows without a code.
CREATE INDEX applicant_by_code ON applicant (code);

CREATE INDEX applicant_look_alike ON applicant (look_alike);

CREATE INDEX applicant_sort_key ON applicant (sort_key);

CREATE INDEX applicant_kind ON applicant (kind, sort_key);

CREATE INDEX applicant_local ON applicant (local);

CREATE INDEX applicant_town ON applicant (town, sort_key);

CREATE TRIGGER applicant_is_kept BEFORE DELETE ON applicant
BEGIN
  SELECT RAISE(ABORT, 'applicant-is-kept');
END;

-- One row for each thing that can be found, whatever it is.
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

-- Numbers are found by their beginning here, by four figures or more from anywhere in search_gram.
CREATE TABLE search_number (
  number TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES search_entry (id),
  PRIMARY KEY (number, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_number_entry ON search_number (entry);

-- Pairs of characters, runs of initials and runs of figures; rowid is search_entry.id.
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
