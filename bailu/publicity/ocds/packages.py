"""Release packages and records of a purchase, as they are served and exported."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from bailu.publicity.ocds import standard
from bailu.publicity.ocds.parts import Json, address
from bailu.publicity.ocds.releases import processes, releases_of
from bailu.publicity.queries.purchases import Purchase, purchase

PUBLISHER = "白鹭 · 政府购买社会工作服务"


def releases(project_no: str) -> list[Json]:
    """Everything published of a purchase, oldest first. Raises OutOfScope when nothing is."""
    return releases_of(purchase(project_no))


def release_package(found: Purchase) -> Json:
    return _package(reverse("publicity:releases", args=[found.no]), "releases", releases_of(found))


def whole(found: Purchase) -> tuple[Json, list[list[Json]]]:
    """The release package, and the releases of each contracting process, of which its record is made."""
    made = processes(found)
    releases = [release for process in made for release in process]
    return _package(reverse("publicity:releases", args=[found.no]), "releases", releases), made


def record_package(found: Purchase) -> Json:
    made = _package(reverse("publicity:records", args=[found.no]), "records", records_of(found))
    made["packages"] = [address(reverse("publicity:releases", args=[found.no]))]
    return made


def records_of(found: Purchase) -> list[Json]:
    """One record for each contracting process, its releases included."""
    return [standard.record(each) for each in processes(found)]


def _package(path: str, name: str, content: list[Json]) -> Json:
    """Dated by what is in it, so that the same content is the same package."""
    dates = [r["compiledRelease"]["date"] if name == "records" else r["date"] for r in content]
    return {
        "uri": address(path),
        "version": standard.VERSION,
        "publishedDate": max(dates),
        "publisher": {"name": PUBLISHER, "uri": settings.SITE_URL},
        "publicationPolicy": address(reverse("publicity:about")),
        name: content,
    }
