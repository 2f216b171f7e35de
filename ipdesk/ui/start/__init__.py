"""First start: found a bureau, try the sample one, or open what is there."""
