"""From a need in a street to a costed project with targets and money behind it (clause 3.4)."""
