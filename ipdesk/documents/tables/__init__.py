"""Tables handed in from outside: xlsx, xls and csv read under strict limits."""
