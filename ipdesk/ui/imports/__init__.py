"""The place 导入: a file chosen, its columns named, its rows decided, taken in and taken back."""
