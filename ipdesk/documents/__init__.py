"""Paper and workbooks: plain records in, bytes out."""
