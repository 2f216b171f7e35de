"""Letters and forms as PDF: fonts, page frame, text setting, and the documents made of them."""
