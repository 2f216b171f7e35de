"""Drafting: from the raw published text of an unknown policy to a proposed pack.

The rules are a grammar of the genre; its words and forms are data in resources/drafting.
"""
