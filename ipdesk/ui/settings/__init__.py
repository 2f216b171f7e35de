"""设置: the bureau, its people, the look of the window."""
