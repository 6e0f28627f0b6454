"""The write side: a district names its sites, the leading group's office decides."""

from bailu.programmes.commands.deciding import approve_sites, refuse_sites, return_sites
from bailu.programmes.commands.naming import mend_sites, name_sites
from bailu.programmes.commands.running import pilot_begun

__all__ = ["approve_sites", "mend_sites", "name_sites", "pilot_begun", "refuse_sites", "return_sites"]
