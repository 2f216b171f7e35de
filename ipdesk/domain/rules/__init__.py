"""The kinds of rule an award may be made of, one small module each."""
