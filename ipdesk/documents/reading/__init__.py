"""Reading a published policy from a file: plain text, .docx or a PDF that holds text."""
