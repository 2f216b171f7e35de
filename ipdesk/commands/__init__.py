"""The command line: each command does what the window does, through the same services."""
