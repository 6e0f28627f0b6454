"""What Django alone costs under the same server: the floor the product is measured against."""

from __future__ import annotations

import os
import uuid

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from bailu.kernel.models import OnceKey
from bailu.planning.models import Project


def floor(request: HttpRequest) -> HttpResponse:
    """Twenty-five rows by one indexed query in a plain table."""
    return render(request, "benchmarks/floor.html", {"rows": Project.objects.defer("search").order_by("-no")[:25]})


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """One row and a commit."""
    with transaction.atomic():
        OnceKey.objects.create(actor_id=0, key=str(uuid.uuid4()), act="bench")
    return HttpResponse("ok", content_type="text/plain")


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", content_type="text/plain")


def worker(request: HttpRequest) -> HttpResponse:
    """Which of the server's processes answers on this connection."""
    return HttpResponse(str(os.getpid()), content_type="text/plain")
