"""申报主体: the register of those who may apply."""
