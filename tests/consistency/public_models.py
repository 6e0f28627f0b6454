"""Models without ``visible_to(actor)``, each with the reason why everybody may see its rows or why nobody asks for them alone."""

from __future__ import annotations

PART = "a part of its parent, read only through it"
PLUMBING = "plumbing; never shown"

PUBLIC: dict[str, str] = {
    "kernel.OnceKey": PLUMBING,
    "kernel.DemoClock": PLUMBING,
    "audit.Stream": PLUMBING,
    "audit.Personal": "seen with its entry alone",
    "audit.Seal": "published every day",
    "organisations.Division": "the map of the city",
    "funds.Counter": PLUMBING,
    "funds.Account": PART,
    "funds.Transaction": PART,
    "funds.Posting": PART,
    "planning.Survey": PART,
    "planning.Consultation": PART,
    "planning.Questionnaire": PART,
    "planning.Call": "published for everybody",
    "planning.Comment": PART,
    "planning.Intention": "published for everybody",
    "planning.Question": PART,
    "planning.Response": PART,
    "planning.AnswerSheet": PART,
    "planning.CostItem": PART,
    "planning.Target": PART,
    "award.BidCheck": PART,
    "award.Score": PART,
    "award.Result": PART,
    "demo.Replay": "says only that the demonstration was played to its end",
}
