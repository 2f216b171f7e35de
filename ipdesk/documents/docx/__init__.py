"""Word copies of papers, from the records the PDFs are made of."""
