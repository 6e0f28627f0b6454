"""A document is drafted and, once, issued."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.documents.enums import DocumentState
from bailu.kernel.lifecycle import Lifecycle, Move

DOCUMENT = Lifecycle(
    "documents.Document",
    states=DocumentState,
    initial=(DocumentState.DRAFT,),
    moves=(
        # Without roles: a document is issued as part of the act of the station that it belongs to.
        Move("issue", (DocumentState.DRAFT,), DocumentState.ISSUED, basis="PL2014:42", label=_("印发文件")),
    ),
)
