-- What a million applicants and 100,000 claims are read by at once.

-- Which applicants a column leaves is read from its own narrow index, and put together with the
-- order from another: the wide ones took ten times as long to read.
DROP INDEX applicant_sort_key;
CREATE INDEX applicant_sort_key ON applicant (sort_key);
DROP INDEX applicant_kind;
CREATE INDEX applicant_kind ON applicant (kind);
DROP INDEX applicant_town;
CREATE INDEX applicant_town ON applicant (town);

-- The list of letters without a look at their pages, which lie before their amount.
CREATE INDEX letter_listed ON letter (
  year, mark, number, document_number, issued_on, kind, claim, operator, amount_fen, check_code
);
-- The number of a claim without a look at the rest of it.
CREATE INDEX claim_numbered ON claim (id, number);
