"""Which rows belong to a purchase, and how they are written with marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from bailu.planning.models import Project
from benchmarks.city import marks

#: Left out of nine copies in ten: what no list counts and what only a detail page shows.
DETAILS = {
    "award_member",
    "award_score",
    "award_bidcheck",
    "evaluation_card",
    "evaluation_answer",
    "delivery_client",
    "delivery_clientidentity",
}
#: Columns that hold the key of a row of the purchase without saying so to the database.
LOOSE = {
    "award_id",
    "contract_id",
    "order_id",
    "fee_order_id",
    "document_id",
    "notice_document_id",
    "minutes_document_id",
    "report_document_id",
}
UNIQUE = {
    ("evaluation_card", "code"): lambda value: marks.NUMBER + value[5:],
    ("procurement_bid", "receipt"): lambda value: f"R{marks.NUMBER}{value[6:]}",
    ("delivery_record", "client_key"): marks.key,
    # A bid that was opened is read from its other columns.
    ("procurement_bid", "sealed"): lambda value: value[:67],
    ("inbox_task", "ref"): lambda value: marks.key(value) if value.isdigit() else value,
}


@dataclass(frozen=True)
class Part:
    """The rows of one table of one purchase as marked text for COPY; ``lean`` without details."""

    table: str
    columns: tuple[str, ...]
    whole: str
    lean: str


def _models() -> list[type[models.Model]]:
    own = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("bailu.")]
    return [m for m in own if m._meta.app_label not in ("kernel", "audit", "demo", "law", "ui")]


def owned(project: Project) -> dict[type[models.Model], set[Any]]:
    """The purchase, what names its number, its needs, and everything that points at any of these."""
    nos = [project.no, *project.needs.values_list("no", flat=True)]
    found: dict[type[models.Model], set[Any]] = {Project: {project.pk}}
    found[project.needs.model] = set(project.needs.values_list("pk", flat=True))
    for model in _models():
        for name in ("project_no", "stream"):
            if name in {field.name for field in model._meta.fields} and model is not Project:
                found.setdefault(model, set()).update(model._base_manager.filter(**{f"{name}__in": nos}).values_list("pk", flat=True))
    grew = True
    while grew:
        grew = False
        for model in _models():
            for field in model._meta.concrete_fields:
                if field.related_model in found and model is not field.related_model:
                    more = model._base_manager.filter(**{f"{field.name}__in": found[field.related_model]}).values_list("pk", flat=True)
                    before = len(found.setdefault(model, set()))
                    found[model].update(more)
                    grew = grew or len(found[model]) > before
    return {model: keys for model, keys in found.items() if keys}


def parts(project: Project, mine: set[type[models.Model]]) -> Iterator[Part]:
    """``mine``: the models of which any purchase owns rows; references to them are moved along."""
    for model, keys in owned(project).items():
        table = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if field.column]
        columns = tuple(field.column for field in fields)
        marking = [_marking(table, field, mine) for field in fields]
        rows = [_marked(row, marking) for row in _read(table, columns, model, keys)]
        dropped = table in DETAILS
        kept = (
            []
            if dropped
            else [row for row, plain in zip(rows, _read(table, columns, model, keys), strict=True) if not _detail(table, columns, plain)]
        )
        yield Part(table, columns, "".join(f"{row}\n" for row in rows), "".join(f"{row}\n" for row in kept))


def _detail(table: str, columns: tuple[str, ...], row: list[str]) -> bool:
    """Tasks that are done, papers that are not public."""
    if table == "inbox_task":
        return row[columns.index("settled_at")] != "\\N"
    return table == "documents_document" and row[columns.index("published_at")] == "\\N"


def _read(table: str, columns: tuple[str, ...], model: type[models.Model], keys: set[Any]) -> list[list[str]]:
    names = ", ".join(f'"{column}"' for column in columns)
    if table == "delivery_record":  # its key has three columns, the last of them is enough
        where, values = "client_key = any(%s) order by client_key", [[key[-1] for key in keys]]
    else:
        key = model._meta.pk.column
        where, values = f'"{key}" = any(%s) order by "{key}"', [sorted(keys)]
    with connection.cursor() as cursor, cursor.copy(f"copy (select {names} from {table} where {where}) to stdout", values) as copy:
        return [bytes(line).decode().rstrip("\n").split("\t") for line in copy]


def _marked(row: list[str], marking: list[Any]) -> str:
    return "\t".join(value if value == "\\N" else mark(value) for value, mark in zip(row, marking, strict=True))


def _marking(table: str, field: Any, mine: set[type[models.Model]]) -> Any:
    if (table, field.column) in UNIQUE:
        return UNIQUE[table, field.column]
    if field.related_model in mine or field.column in LOOSE:
        return marks.key
    if field.primary_key and field.model in mine and field.column == "id":
        return marks.key
    if field.column == "search":
        return marks.lexemes
    return marks.address if field.column == "url" else marks.text
