"""The home page, the page of a purchase, the seals, and what this site is."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from bailu.audit.models import Seal
from bailu.publicity import remembered
from bailu.publicity.queries import home, story
from bailu.publicity.remembered import Told
from bailu.ui.views_base import ActorView

SEALS = 60


class Home(ActorView):
    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("publicity/home.html", {"home": home.home()})


class PurchasePage(ActorView):
    """The public story of one purchase; 404 while nothing of it is published."""

    public = True

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        return remembered.page(request, lambda: self.told(no))

    def told(self, no: str) -> Told:
        found = story.story(no)
        papers = [
            {"paper": paper, "files": [{"label": label, "url": url} for label, url in files]} for paper, files in story.files_of(found)
        ]
        text = render_to_string("publicity/purchase.html", {"s": found, "papers": papers}, self.request)
        return Told(text, [no, *(body.stream for body in story.bodies(found))])


class Seals(ActorView):
    """Each day's seal over the record of acts: whoever keeps one can prove that no line before it was changed since."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Seal.objects.order_by("-day")
        before = _day(request.GET.get("before", ""))
        found = list((rows.filter(day__lt=before) if before else rows)[: SEALS + 1])
        more = found[SEALS - 1].day.isoformat() if len(found) > SEALS else ""
        older = f"{reverse('publicity:seals')}?before={more}" if more else ""
        return self.render("publicity/seals.html", {"seals": found[:SEALS], "older": older, "before": before})


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


class About(ActorView):
    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("publicity/about.html", {"latest": Seal.objects.order_by("-day").first()})
