"""台账报表: the ledger as it is handed on, and the sums of the year."""
