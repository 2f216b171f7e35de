"""Excel workbooks: ledgers and year-end files as bytes."""
