-- What long lists are ordered and narrowed by.

-- The texts too: the rows themselves are four times as wide as this index, and a list of
-- 100,000 that is ordered by one of them would be read whole.
DROP INDEX claim_listed;
CREATE INDEX claim_listed ON claim (
  stage, pack, award, fund_year, received_on, due_on, published_until, paid_on, applicant, handler,
  item_count, approved_fen, decided_fen, proposed_fen, claimed_fen, paid_fen, recovered_fen,
  number, subject, document_number, voucher, archive_number
);

-- What stands in a list of claims of the applicant each is of now, be its record merged or not:
-- looked up one by one among a million applicants it took seconds.
CREATE TABLE claim_named (
  claim INTEGER PRIMARY KEY REFERENCES claim (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  town TEXT NOT NULL,
  sort_key TEXT NOT NULL
) STRICT;

-- In the order the applicants lie in: each of their pages is read once.
CREATE VIEW claim_named_now AS
SELECT c.id AS claim, a.name, a.town, a.sort_key
FROM applicant filed NOT INDEXED CROSS JOIN claim c ON c.applicant = filed.id
JOIN applicant a ON a.id = coalesce(filed.merged_into, filed.id);

INSERT INTO claim_named SELECT * FROM claim_named_now;

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

-- A million applicants in the order of a column: read as far as it is shown. A part of a name
-- is met with in the order of the names.
DROP INDEX applicant_sort_key;
CREATE INDEX applicant_sort_key ON applicant (sort_key, id, name);
CREATE INDEX applicant_contact ON applicant (contact);
CREATE INDEX applicant_bank ON applicant (bank);

-- The search reads whole pages of the file, and a large import is written in few pieces.
INSERT INTO search_gram (search_gram, rank) VALUES ('pgsz', 3900);
INSERT INTO search_gram (search_gram, rank) VALUES ('hashsize', 16777216);

-- Letters by a piece of their number, the newest first, without a look at their pages.
DROP INDEX letter_numbers;
CREATE INDEX letter_numbers ON letter (
  id, upper(replace(replace(document_number, '〔', ''), '〕', '')), replace(check_code, '-', '')
);
