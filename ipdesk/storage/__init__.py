"""The encrypted store of one office: the only place with SQL."""
