"""The store seen from the window: its check, its backups, its journal."""
