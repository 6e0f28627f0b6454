"""The pilot's document library: who issues what, which version is in force, who must read it and who has (clauses 4.2, 4.4, 5.2)."""
