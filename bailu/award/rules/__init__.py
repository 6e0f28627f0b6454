"""The law on who judges, how points become a ranking, and what the purchaser may decide. Facts in, Verdict out."""

from bailu.award.rules import composition, deciding, drawing, pricing, scoring

__all__ = ["composition", "deciding", "drawing", "pricing", "scoring"]
