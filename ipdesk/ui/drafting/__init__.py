"""拟稿: from the published text of a policy to a pack somebody can stand for."""
