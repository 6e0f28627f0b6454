"""One file for each group of figures; each gives ``figures() -> list[Figure]``."""
