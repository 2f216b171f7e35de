"""Writing a draft down as an ordinary pack that the loader takes, however incomplete it is."""
