-- What the window's places ask for at once.

-- The search finds claims by an amount: the one that stands, and the one that was paid.
CREATE INDEX claim_amount ON claim (
  coalesce(approved_fen, decided_fen, proposed_fen, claimed_fen)
);
CREATE INDEX claim_paid ON claim (paid_fen) WHERE paid_fen IS NOT NULL;
