-- What the sums of a year are read from: one row for each award, stage and proposal, kept with
-- every change of a claim, so that a year of 500,000 claims costs no more than one of 50.
CREATE VIEW claim_sum_now AS
SELECT pack, fund_year, award, stage, proposal,
  count(*) AS claims,
  count(approved_fen) AS told,
  sum(coalesce(approved_fen, 0) > 0) AS granted,
  sum(coalesce(approved_fen, 0)) AS approved_fen,
  sum(coalesce(paid_fen - recovered_fen, 0)) AS paid_fen,
  sum(coalesce(decided_fen, proposed_fen, claimed_fen)) AS expected_fen,
  sum(coalesce(approved_fen, decided_fen, proposed_fen, claimed_fen)) AS queued_fen
FROM claim GROUP BY pack, fund_year, award, stage, proposal;

CREATE TABLE claim_sum (
  pack TEXT NOT NULL,
  fund_year INTEGER NOT NULL,
  award TEXT NOT NULL,
  stage TEXT NOT NULL,
  proposal TEXT NOT NULL,
  claims INTEGER NOT NULL CHECK (claims >= 0),
  told INTEGER NOT NULL CHECK (told BETWEEN 0 AND claims),
  granted INTEGER NOT NULL CHECK (granted BETWEEN 0 AND told),
  approved_fen INTEGER NOT NULL CHECK (approved_fen >= 0),
  paid_fen INTEGER NOT NULL,
  expected_fen INTEGER NOT NULL CHECK (expected_fen >= 0),
  queued_fen INTEGER NOT NULL CHECK (queued_fen >= 0),
  PRIMARY KEY (pack, fund_year, award, stage, proposal)
) STRICT, WITHOUT ROWID;

INSERT INTO claim_sum SELECT * FROM claim_sum_now;

CREATE TRIGGER claim_is_counted AFTER INSERT ON claim
BEGIN
  INSERT INTO claim_sum VALUES (
    NEW.pack, NEW.fund_year, NEW.award, NEW.stage, NEW.proposal,
    1, NEW.approved_fen IS NOT NULL, coalesce(NEW.approved_fen, 0) > 0,
    coalesce(NEW.approved_fen, 0), coalesce(NEW.paid_fen - NEW.recovered_fen, 0),
    coalesce(NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen),
    coalesce(NEW.approved_fen, NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen)
  ) ON CONFLICT DO UPDATE SET
    claims = claims + excluded.claims, told = told + excluded.told,
    granted = granted + excluded.granted, approved_fen = approved_fen + excluded.approved_fen,
    paid_fen = paid_fen + excluded.paid_fen, expected_fen = expected_fen + excluded.expected_fen,
    queued_fen = queued_fen + excluded.queued_fen;
END;

CREATE TRIGGER claim_is_counted_no_more AFTER DELETE ON claim
BEGIN
  UPDATE claim_sum SET
    claims = claims - 1, told = told - (OLD.approved_fen IS NOT NULL),
    granted = granted - (coalesce(OLD.approved_fen, 0) > 0),
    approved_fen = approved_fen - coalesce(OLD.approved_fen, 0),
    paid_fen = paid_fen - coalesce(OLD.paid_fen - OLD.recovered_fen, 0),
    expected_fen = expected_fen - coalesce(OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen),
    queued_fen = queued_fen
      - coalesce(OLD.approved_fen, OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen)
  WHERE pack = OLD.pack AND fund_year = OLD.fund_year AND award = OLD.award
    AND stage = OLD.stage AND proposal = OLD.proposal;
END;

CREATE TRIGGER claim_is_counted_anew AFTER UPDATE OF
  pack, fund_year, award, stage, proposal,
  approved_fen, paid_fen, recovered_fen, decided_fen, proposed_fen, claimed_fen
ON claim
WHEN (
  OLD.pack, OLD.fund_year, OLD.award, OLD.stage, OLD.proposal, OLD.approved_fen, OLD.paid_fen,
  OLD.recovered_fen, OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen
) IS NOT (
  NEW.pack, NEW.fund_year, NEW.award, NEW.stage, NEW.proposal, NEW.approved_fen, NEW.paid_fen,
  NEW.recovered_fen, NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen
)
BEGIN
  UPDATE claim_sum SET
    claims = claims - 1, told = told - (OLD.approved_fen IS NOT NULL),
    granted = granted - (coalesce(OLD.approved_fen, 0) > 0),
    approved_fen = approved_fen - coalesce(OLD.approved_fen, 0),
    paid_fen = paid_fen - coalesce(OLD.paid_fen - OLD.recovered_fen, 0),
    expected_fen = expected_fen - coalesce(OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen),
    queued_fen = queued_fen
      - coalesce(OLD.approved_fen, OLD.decided_fen, OLD.proposed_fen, OLD.claimed_fen)
  WHERE pack = OLD.pack AND fund_year = OLD.fund_year AND award = OLD.award
    AND stage = OLD.stage AND proposal = OLD.proposal;
  INSERT INTO claim_sum VALUES (
    NEW.pack, NEW.fund_year, NEW.award, NEW.stage, NEW.proposal,
    1, NEW.approved_fen IS NOT NULL, coalesce(NEW.approved_fen, 0) > 0,
    coalesce(NEW.approved_fen, 0), coalesce(NEW.paid_fen - NEW.recovered_fen, 0),
    coalesce(NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen),
    coalesce(NEW.approved_fen, NEW.decided_fen, NEW.proposed_fen, NEW.claimed_fen)
  ) ON CONFLICT DO UPDATE SET
    claims = claims + excluded.claims, told = told + excluded.told,
    granted = granted + excluded.granted, approved_fen = approved_fen + excluded.approved_fen,
    paid_fen = paid_fen + excluded.paid_fen, expected_fen = expected_fen + excluded.expected_fen,
    queued_fen = queued_fen + excluded.queued_fen;
END;

-- Who has something of an award in a year.
CREATE VIEW claim_party_now AS
SELECT pack, fund_year, award, applicant, count(*) AS claims
FROM claim WHERE stage <> 'draft' GROUP BY pack, fund_year, award, applicant;

CREATE TABLE claim_party (
  pack TEXT NOT NULL,
  fund_year INTEGER NOT NULL,
  award TEXT NOT NULL,
  applicant INTEGER NOT NULL,
  claims INTEGER NOT NULL CHECK (claims >= 0),
  PRIMARY KEY (pack, fund_year, award, applicant)
) STRICT, WITHOUT ROWID;

INSERT INTO claim_party SELECT * FROM claim_party_now;

-- A claim begins as a draft, and only a draft is ever taken away.
CREATE TRIGGER claim_has_its_party AFTER UPDATE OF pack, fund_year, award, applicant, stage
ON claim
WHEN (OLD.pack, OLD.fund_year, OLD.award, OLD.applicant, OLD.stage = 'draft')
  IS NOT (NEW.pack, NEW.fund_year, NEW.award, NEW.applicant, NEW.stage = 'draft')
BEGIN
  UPDATE claim_party SET claims = claims - 1
  WHERE OLD.stage <> 'draft' AND pack = OLD.pack AND fund_year = OLD.fund_year
    AND award = OLD.award AND applicant = OLD.applicant;
  INSERT INTO claim_party
  SELECT NEW.pack, NEW.fund_year, NEW.award, NEW.applicant, 1 WHERE NEW.stage <> 'draft'
  ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

-- The amounts that stood in this one are in the sums now.
DROP INDEX claim_sums;
CREATE INDEX claim_year ON claim (pack, fund_year);

-- What targets count of casework.
CREATE INDEX claim_approved ON claim (
  approved_on, pack, award, stage, approved_fen, item_count, applicant
) WHERE approved_on IS NOT NULL;
CREATE INDEX payment_day ON payment (paid_on, claim, kind, fen);

-- Which letters a claim has, without a look at their pages.
DROP INDEX letter_claim;
CREATE INDEX letter_told ON letter (claim, kind);

-- Records without a code are told apart by their names alone.
CREATE INDEX applicant_without_code ON applicant (name, merged_into) WHERE code = '';
