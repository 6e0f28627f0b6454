"""Moving the demonstration's clock from the bar at the top of every page."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bailu.demo import commands
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM
from bailu.kernel.democlock import shown


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Forward only: what has happened keeps its time. Terms that pass are swept at once."""
    if not settings.DEMO_CLOCK:
        raise Http404
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    try:
        to = dt.datetime.fromisoformat(request.POST.get("at", "")).replace(tzinfo=clock.ZONE)
    except ValueError:
        messages.error(request, _("请填写日期和时间。"))
        return HttpResponseRedirect(back)
    if to <= clock.now():
        messages.error(request, _("演示时钟只能向前走。"))
        return HttpResponseRedirect(back)
    commands.move_clock(SYSTEM, to=to)
    with shown():
        tick()
    messages.success(request, _("演示时钟已走到 %(t)s。") % {"t": f"{to:%Y-%m-%d %H:%M}"})
    return HttpResponseRedirect(back)
