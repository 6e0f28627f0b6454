"""Whose money a purchase spends: budget lines, the ledger, payment orders."""
