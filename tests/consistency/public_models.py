"""Models without ``visible_to(actor)``, each with the reason why everybody may see its rows or why nobody asks for them alone."""

from __future__ import annotations

PUBLIC: dict[str, str] = {
    "kernel.OnceKey": "plumbing; never shown",
    "kernel.DemoClock": "plumbing; never shown",
    "audit.Entry": "seen through its dossier, whose room has checked the reader",
    "audit.Head": "plumbing of the chain; never shown",
    "audit.Personal": "seen with its entry alone",
    "audit.Seal": "published every day",
}
