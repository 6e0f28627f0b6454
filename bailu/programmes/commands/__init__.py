"""The write side: a district names its sites, the leading group's office decides."""

from bailu.programmes.commands.assigning import assign, confirm_assignment, give_back_assignment, report_assignment, withdraw_assignment
from bailu.programmes.commands.deciding import approve_sites, refuse_sites, return_sites
from bailu.programmes.commands.naming import mend_sites, name_sites
from bailu.programmes.commands.running import pilot_begun

__all__ = [
    "approve_sites",
    "assign",
    "confirm_assignment",
    "give_back_assignment",
    "mend_sites",
    "name_sites",
    "pilot_begun",
    "refuse_sites",
    "report_assignment",
    "return_sites",
    "withdraw_assignment",
]
