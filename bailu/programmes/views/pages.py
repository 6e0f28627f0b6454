"""Pages to read: the calendar of the pilot, and one list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from bailu.audit import texts
from bailu.audit.models import Entry
from bailu.kernel import clock
from bailu.kernel.verdict import require
from bailu.law import codes
from bailu.programmes import calendar, policies, queries
from bailu.ui import addresses
from bailu.ui.steps import Happening, Pace, Stop
from bailu.ui.views_base import ActorView

#: A page shows the last of its story.
SHOWN = 30


class CalendarPage(ActorView):
    """The five phases: what is now, what each asks of whom, until when; and who leads (clauses 4, 5.1)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        require(policies.may_see_pilot(self.actor))
        today = clock.today()
        phases = calendar.phases(today)
        stops = [
            Stop(
                str(phase.name),
                Pace.DONE if phase.over(today) else Pace.NOW if phase.holds(today) else Pace.TODO,
                f"{phase.first:%Y-%m}" if phase.first.month == phase.last.month else f"{phase.first:%Y-%m} — {phase.last:%Y-%m}",
                f"#phase-{at}",
            )
            for at, phase in enumerate(phases, 1)
        ]
        context = {
            "phases": phases,
            "stops": stops,
            "now": calendar.phase_on(today),
            "today": today,
            "members": codes.listed("leading_group").values(),
            "declared": f"{found}?channel=MUNICIPAL" if (found := addresses.named("planning:projects")) else "",
            "may_apply": policies.may_apply(self.actor).allowed,
        }
        return self.render("programmes/calendar.html", context)


class ApplicationPage(ActorView):
    """Which streets, by which plan, what was decided and why."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        found = queries.application(self.actor, no)
        lines = Entry.objects.filter(stream=found.no).order_by("-seq")[:SHOWN]
        story = [
            Happening(texts.text(line.verb), line.at, f"{line.organisation_name} {line.actor_name}".strip(), line.reason) for line in lines
        ]
        context = {"application": found, "sites": queries.sites_of(found), "steps": queries.steps(self.actor, found), "story": story}
        return self.render("programmes/application.html", context)
