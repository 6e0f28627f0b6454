"""What was done last to something, in one sentence, for whoever comes second."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from bailu.audit import streams, texts
from bailu.audit.commands import name_of
from bailu.audit.models import Entry
from bailu.dossier.queries.story import DAILY
from bailu.funds.models.lines import BUYERS, WATCHERS
from bailu.kernel import clock
from bailu.kernel.actor import Actor

LOOKED_AT = 20


def last_done(actor: Actor, subject: Any, since: dt.datetime | None) -> str:
    """“林某（思明区财政局）已于10:02办理“批准预算”。” Nothing when nothing was done since, or when nobody knows its record.

    Whoever stands outside the buyer's side hears the organisation and not the person.
    """
    entry = _last(subject, since)
    if entry is None:
        return ""
    at = entry.at.astimezone(clock.ZONE)
    facts = {
        "who": _who(actor, entry),
        "when": f"{at:%H:%M}" if at.date() == clock.today() else f"{at:%Y-%m-%d %H:%M}",
        "what": texts.text(entry.verb),
    }
    if entry.actor_id is not None and entry.actor_id == actor.user_id:
        return _("您已于 %(when)s 办理“%(what)s”。") % facts
    return _("%(who)s已于 %(when)s 办理“%(what)s”。") % facts


def _last(subject: Any, since: dt.datetime | None) -> Entry | None:
    """The last line about the subject itself; else, when a moment is given, the last of its purchase since."""
    stream = streams.found(subject)
    if not stream:
        return None
    rows = list(Entry.objects.filter(stream=stream).exclude(verb__in=DAILY).order_by("-seq")[:LOOKED_AT])
    # The hour of a form is kept in whole milliseconds.
    recent = [row for row in rows if since is None or row.at >= since]
    about = [row for row in recent if row.subject == name_of(subject)]
    return next(iter(about or (recent if since else [])), None)


def _who(actor: Actor, entry: Entry) -> str:
    inside = actor.has(*BUYERS, *WATCHERS) or entry.organisation_id == actor.organisation_id
    if not inside or not entry.organisation_name:
        return entry.organisation_name or entry.actor_name
    return _("%(name)s（%(organisation)s）") % {"name": entry.actor_name, "organisation": entry.organisation_name}
