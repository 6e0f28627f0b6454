"""The acts of this room."""

from bailu.evaluation.commands.acceptance import accept
from bailu.evaluation.commands.engaging import engage_evaluator, plan
from bailu.evaluation.commands.reporting import confirm_rectification, draft_report, lapse_reply, publish, reply
from bailu.evaluation.commands.scoring import answer_card, issue_cards, score_as_purchaser, score_as_third_party, self_report

__all__ = [
    "accept",
    "answer_card",
    "confirm_rectification",
    "draft_report",
    "engage_evaluator",
    "issue_cards",
    "lapse_reply",
    "plan",
    "publish",
    "reply",
    "score_as_purchaser",
    "score_as_third_party",
    "self_report",
]
