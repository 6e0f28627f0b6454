"""The project register as a spreadsheet: the product's export, or the library's own loop over the same columns. ``excel product|library``."""

from __future__ import annotations

import json
import sys
import tempfile
import time

import xlsxwriter
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory

from bailu.demo import script
from bailu.organisations import actors
from bailu.organisations.models import Person
from bailu.planning.models import Project
from bailu.planning.views.registers import ProjectRegister
from benchmarks.ground import peak_memory

QUERY = """
select p.no, p.title, p.area, o.name, array_to_string(p.populations, '、'), p.amount, p.station, p.state, p.next_due_at, p.next_due_what
from planning_project p join organisations_organisation o on o.id = p.purchaser_id order by p.no desc
"""


def product() -> int:
    office = next(person["username"] for person in script.cast()["people"] if person["key"] == "office")
    request = RequestFactory(HTTP_HOST="127.0.0.1").get("/projects/", {"export": "xlsx"})
    request.user = AnonymousUser()
    request.actor = actors.of_person(Person.objects.get(username=office)).actor
    view = ProjectRegister()
    view.setup(request)
    answer = view.get(request)
    return sum(len(piece) for piece in answer.streaming_content)


def library() -> int:
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        with connection.cursor().connection.cursor(name="rows") as cursor:
            cursor.itersize = 2000
            cursor.execute(QUERY)
            for number, row in enumerate(cursor):
                for place, value in enumerate(row):
                    if place == 8 and value is not None:
                        sheet.write_datetime(number, place, value.replace(tzinfo=None), day)
                    elif value is not None:
                        sheet.write(number, place, value)
        book.close()
        return file.tell()


way = {"product": product, "library": library}[sys.argv[1]]
rows = Project.objects.count()
before, began = peak_memory("self"), time.perf_counter()
with connection.cursor() as cursor:
    cursor.execute("begin")
size = way()
print(json.dumps({"rows": rows, "bytes": size, "seconds": time.perf_counter() - began, "before": before, "peak": peak_memory("self")}))
