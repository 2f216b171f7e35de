-- 0024_desk: what the lists and the search box of the window are answered from.

-- Letters are found by a piece of their number: gone through in an index, not over their pages.
CREATE INDEX letter_numbers ON letter (document_number, check_code);
