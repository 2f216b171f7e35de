"""导入: a table read, mapped, checked row by row, taken in whole or not at all, and undone."""
