"""文书: letters previewed, issued, printed, saved and confirmed from paper."""
