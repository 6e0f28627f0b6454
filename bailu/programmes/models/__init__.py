"""What this room keeps."""

from bailu.programmes.models.assignments import WorkItem
from bailu.programmes.models.papers import Paper, PaperReader
from bailu.programmes.models.sites import IN_VIEW, Site, SiteApplication, subtree

__all__ = ["IN_VIEW", "Paper", "PaperReader", "Site", "SiteApplication", "WorkItem", "subtree"]
