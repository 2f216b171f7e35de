"""The office's world: records and rules, standard library only, no side effects."""
