"""政策: the text in force, with its awards and readings beside."""
