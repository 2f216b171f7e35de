-- Targets at work: what departments report, what the office keeps count of, tasks, closed years.

-- Imports of more kinds: the program knows them, the store does not list them any more.
-- The tables are built anew; what points to them is checked when the step ends.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE import_batch_kept AS SELECT * FROM import_batch;

DROP TABLE import_batch;

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

INSERT INTO import_batch SELECT * FROM import_batch_kept;

DROP TABLE import_batch_kept;

CREATE INDEX import_batch_file ON import_batch (file_sha256);

CREATE TRIGGER import_batch_is_kept BEFORE DELETE ON import_batch
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

CREATE TRIGGER import_batch_is_fixed BEFORE UPDATE ON import_batch
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR NEW.kind <> OLD.kind
  OR NEW.file_sha256 <> OLD.file_sha256 OR NEW.rows <> OLD.rows OR NEW.added <> OLD.added
  OR NEW.operator <> OLD.operator OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

CREATE TABLE import_row_kept AS SELECT * FROM import_row;

DROP TABLE import_row;

CREATE TABLE import_row (
  batch INTEGER NOT NULL REFERENCES import_batch (id),
  line INTEGER NOT NULL CHECK (line >= 1),
  entity TEXT NOT NULL CHECK (entity <> ''),
  entity_id INTEGER NOT NULL,
  content_key TEXT NOT NULL,
  PRIMARY KEY (batch, line, entity)
) STRICT, WITHOUT ROWID;

INSERT INTO import_row SELECT * FROM import_row_kept;

DROP TABLE import_row_kept;

CREATE INDEX import_row_key ON import_row (content_key) WHERE content_key <> '';

CREATE INDEX import_row_entity ON import_row (entity, entity_id);

CREATE TRIGGER import_row_is_kept BEFORE DELETE ON import_row
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

CREATE TRIGGER import_row_is_fixed BEFORE UPDATE ON import_row
BEGIN SELECT RAISE(ABORT, 'import-is-kept'); END;

-- 报送单位 other than the pack's, as agreed with it.
CREATE TABLE report_department (
  pack TEXT NOT NULL,
  subject TEXT NOT NULL,
  department TEXT NOT NULL CHECK (department <> ''),
  PRIMARY KEY (pack, subject)
) STRICT, WITHOUT ROWID;

-- 填报值: a figure or the step of a milestone; the value is text, so that no digit is lost.
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

-- 名册: who is on a list that the office keeps, from when to when.
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

-- One enterprise may use the mark for several products; the same twice is a slip.
CREATE UNIQUE INDEX roster_entry_once ON roster_entry (roster, code, product)
  WHERE withdrawn = 0 AND exited_on IS NULL;

CREATE INDEX roster_entry_roster ON roster_entry (roster, approved_on);

CREATE TRIGGER roster_entry_is_kept BEFORE DELETE ON roster_entry
BEGIN SELECT RAISE(ABORT, 'record-is-kept'); END;

-- 联席会议; what it decided becomes tasks.
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

-- 活动: trainings, campaigns and the like, by the kinds the pack names.
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

-- 任务: a row of the policy in one year, a decision of a meeting, or the office's own.
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

-- 填报表 sent out: by its stamp the sheet that comes back is known again.
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

-- 年度关账: what a year said when it was closed, as it will always say.
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

-- Only what two people agreed to opens a year again, and what was closed is kept as it was.
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

-- A closed year takes no more figures, meetings, activities, tasks or progress.
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
