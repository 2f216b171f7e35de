"""申报办理: the list of claims, the new claim, and the page on which one is worked."""
