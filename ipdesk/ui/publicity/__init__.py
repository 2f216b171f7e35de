"""公示与拨付: the publicity list and the payments."""
