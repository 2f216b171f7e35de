-- What the lists and the search box of the window are answered from.

-- Letters are found by a piece of their number: gone through in an index, not over their pages.
CREATE INDEX letter_numbers ON letter (document_number, check_code);

-- What lists of claims are ordered, narrowed, grouped and added up by, in one narrow index: the
-- rows themselves are six times as wide, and a list of 100,000 would be read whole each time.
CREATE INDEX claim_listed ON claim (
  stage, pack, award, fund_year, received_on, due_on, published_until, paid_on, applicant, handler,
  item_count, approved_fen, decided_fen, proposed_fen, claimed_fen, paid_fen, recovered_fen
);
CREATE INDEX claim_subject ON claim (subject);
CREATE INDEX claim_document ON claim (document_number);

-- Names are looked for in this instead of one by one beside every claim.
CREATE INDEX applicant_name ON applicant (name, merged_into);
