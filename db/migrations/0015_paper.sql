-- The bureau's own register of papers (发文登记簿) beside the program's series: numbers it has set
-- aside for this program, and numbers that were spoilt; and who got which copy of a letter.

ALTER TABLE letter ADD COLUMN register TEXT NOT NULL DEFAULT 'own'
  CHECK (register IN ('own', 'shared'));

ALTER TABLE letter_copy ADD COLUMN format TEXT NOT NULL DEFAULT 'pdf'
  CHECK (format IN ('pdf', 'docx'));

ALTER TABLE letter_copy ADD COLUMN recipient TEXT NOT NULL DEFAULT '';

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

-- A mark and year belong to one register, else neither could be without gaps.
CREATE TRIGGER letter_of_one_register BEFORE INSERT ON letter
WHEN EXISTS (
  SELECT 1 FROM letter
  WHERE mark = NEW.mark AND year = NEW.year AND register <> NEW.register
)
BEGIN SELECT RAISE(ABORT, 'number-registers-mixed'); END;
