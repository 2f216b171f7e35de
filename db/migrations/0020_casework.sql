-- What an applicant wrote on the form as the amount asked for, where one was written, and why
-- what is proposed differs from it. Like the other facts they stand from the examination on.

ALTER TABLE claim ADD COLUMN asked_fen INTEGER
  CHECK (asked_fen IS NULL OR asked_fen BETWEEN 0 AND 10000000000000);

ALTER TABLE claim ADD COLUMN difference TEXT NOT NULL DEFAULT '' CHECK (length(difference) <= 500);

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

-- What was typed and not saved says since when it lies here, so that it can be cleared away.
UPDATE setting SET value = json_object('at', date('now', 'localtime'), 'texts', json(value))
WHERE key LIKE 'typed/%';

-- Each act counts working days, and the table of holidays seldom changes: it bears a mark that no
-- other state of it has ever borne, so that what was made from it is made once.
CREATE TABLE holiday_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mark TEXT NOT NULL
) STRICT;

INSERT INTO holiday_mark (id, mark) VALUES (1, hex(randomblob(16)));

CREATE TRIGGER holiday_mark_insert AFTER INSERT ON holiday
BEGIN UPDATE holiday_mark SET mark = hex(randomblob(16)); END;

CREATE TRIGGER holiday_mark_update AFTER UPDATE ON holiday
BEGIN UPDATE holiday_mark SET mark = hex(randomblob(16)); END;

CREATE TRIGGER holiday_mark_delete AFTER DELETE ON holiday
BEGIN UPDATE holiday_mark SET mark = hex(randomblob(16)); END;

CREATE TRIGGER holiday_mark_stays BEFORE DELETE ON holiday_mark
BEGIN SELECT RAISE(ABORT, 'holiday-mark-stays'); END;
