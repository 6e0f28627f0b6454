"""The write side: one function an act."""

from bailu.organisations.commands.accounts import close_account, end_other_sessions, reopen_account
from bailu.organisations.commands.bodies import EDITABLE, edit_organisation, register_organisation
from bailu.organisations.commands.conditions import decide_conditions, expire_qualification, submit_conditions
from bailu.organisations.commands.people import end_membership, grant_role, invite_person, note_invitation
from bailu.organisations.commands.records import add_track_record, declare_affiliation, end_affiliation, note_affiliation
from bailu.organisations.commands.reference import enter_divisions
from bailu.organisations.commands.signing import note_second_factor, note_sign_in, note_sign_in_failed
from bailu.organisations.commands.standing import bar, lift_restriction, suspend

__all__ = [
    "EDITABLE",
    "add_track_record",
    "bar",
    "close_account",
    "decide_conditions",
    "declare_affiliation",
    "edit_organisation",
    "end_affiliation",
    "end_membership",
    "end_other_sessions",
    "enter_divisions",
    "expire_qualification",
    "grant_role",
    "invite_person",
    "lift_restriction",
    "note_affiliation",
    "note_invitation",
    "note_second_factor",
    "note_sign_in",
    "note_sign_in_failed",
    "register_organisation",
    "reopen_account",
    "submit_conditions",
    "suspend",
]
