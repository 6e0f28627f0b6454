"""The pilot itself: its phases and batches, and the streets and towns that take part (clauses 1, 2, 4, 5.1)."""
