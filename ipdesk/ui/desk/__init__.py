"""工作台: what to do today and where the money stands."""
