"""The acts of this room."""

from bailu.award.commands.committee import begin_review, confirm_committee, draw_committee, replace_member
from bailu.award.commands.decision import decide, decide_next, publish_award
from bailu.award.commands.experts import admit_expert, retire_expert
from bailu.award.commands.outcome import fail_review, finish_review, receive_report, sign_report
from bailu.award.commands.review import check_bid, declare_no_tie, declare_tie, save_scores, sign_scores

__all__ = [
    "admit_expert",
    "begin_review",
    "check_bid",
    "confirm_committee",
    "decide",
    "decide_next",
    "declare_no_tie",
    "declare_tie",
    "draw_committee",
    "fail_review",
    "finish_review",
    "publish_award",
    "receive_report",
    "replace_member",
    "retire_expert",
    "save_scores",
    "sign_report",
    "sign_scores",
]
