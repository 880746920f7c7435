"""Visits every HTML route as every office, empty, filled and in error, in both languages, and keeps what came back.

Not here: judging the pages (``test_crawl``).
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django_scopes import scopes_disabled

import reports.layouts
from accounts.models import ActingWording
from reports.models import Report, ReportState, Snapshot
from tests.architecture.access import STAFF, table
from tests.architecture.forms import post_forms
from tests.architecture.routes import Route, all_routes, own_arguments
from tests.filled import YEAR, Filled
from tests.world import Town

SEARCHED = "มาตรการ"
"""What the search is asked for (``query`` in access.toml), and says back."""
NONSENSE = "เอบี\u0e48 <>& 9999-99"


@dataclass(frozen=True)
class Page:
    """One page as one person met it."""

    route: str
    person: str
    state: str
    language: str
    path: str
    status: int
    html: str

    def __str__(self) -> str:
        return f"{self.route} · {self.person} · {self.state} · {self.language}"

    @property
    def shapes(self) -> tuple[str, str]:
        """The frame and the content without their words: tags, classes and roles, runs of like rows once.

        axe needs to see each shape once; a page whose frame and content were both seen before says nothing new.
        """
        head, mark, rest = self.html.partition("<main")
        content, _, foot = rest.partition("</main>")
        return _shape(head + foot), _shape(mark + content)


def _shape(html: str) -> str:
    tags = re.findall(r"<(/?\w+)((?:\s[^<>]*?)?)>", html)
    marks = [
        tag + " ".join(re.findall(r'\b(?:class|role|type|aria-invalid|disabled|hidden|scope)(?:="[^"]*")?', rest))
        for tag, rest in tags
    ]
    text = "\n".join(marks)
    return re.sub(r"((?:.+\n){1,40}?)\1+", r"\1", text)


def html_routes() -> list[Route]:
    """Routes that answer GET with a page of ours; the table says which do not and why."""
    return [
        route
        for route in all_routes()
        if "GET" in table()["routes"][route.name] and not table()["routes"][route.name].get("not_html")
    ]


def visit_all(clients: dict[str, Client], filled: Filled, empty: Town) -> Iterator[Page]:
    """Every page of a filled town and of one with nothing in it."""
    here = own_arguments(filled)
    bare = {"agency": empty.agency.slug, "slug": empty.agency.slug, "year": YEAR}
    for language in ("th", "en"):
        with translation.override(language):
            yield from _visit_report_on_its_way(clients, filled, here, language)
            for route in html_routes():
                for person in visitors(route):
                    path = _address(route, here)
                    yield from _visit(clients[person], route, person, "filled", language, path)
                    yield from _errors(clients[person], route, person, language, path)
                    if set(route.arguments) <= set(bare) and route.door.kind == "staff":
                        yield from _visit(
                            clients[f"empty-{person}"], route, person, "empty", language, _address(route, bare)
                        )
            yield from _visit(clients["anon"], None, "anon", "error", language, _nowhere(language))


def _visit_report_on_its_way(clients, filled, arguments, language) -> Iterator[Page]:
    """The pages of a report in every state of the sign-off, its snapshot waiting for the PDF among them."""
    routes = [route for route in html_routes() if "report_id" in route.arguments]
    for state in [*ReportState.values, "rendering"]:
        with transaction.atomic(), scopes_disabled():
            if state == "rendering":
                Snapshot.objects.filter(pk=filled.snapshot.pk).update(pdf=None, digest="", pages=None)
            else:
                Report.objects.filter(pk=filled.report.pk).update(state=state)
            for route in routes:
                for person in visitors(route):
                    yield from _visit(clients[person], route, person, "filled", language, _address(route, arguments))
            transaction.set_rollback(True)


def visitors(route: Route) -> list[str]:
    """Whom to send: every office that may come in; the operator, or anybody where no office is asked."""
    kind = route.door.kind
    if named := table()["routes"][route.name].get("visitors"):
        return named
    if kind == "staff":
        return [person for person in STAFF if person in table()["routes"][route.name]["GET"]]
    if kind == "operator":
        return ["oper"]
    return ["anon"] if kind == "public" else ["chai", "oper"]


def _address(route: Route, arguments: dict[str, object]) -> str:
    path = reverse(route.name, kwargs={name: arguments[name] for name in route.arguments})
    query = table()["routes"][route.name].get("query", "")
    try:
        return path + query.format(**arguments)
    except KeyError:  # a question about a row, where there is none
        return path


def _nowhere(language: str) -> str:
    return ("/en" if language == "en" else "") + "/mai-mi-nai-rabop/"


def _ask(client: Client, method: str, path: str, data: dict | None = None):
    """The answer, with all it wrote and every cookie it changed taken back."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(path, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def _visit(client, route, person, state, language, path) -> Iterator[Page]:
    answer = _ask(client, "get", path)
    if answer.status_code not in {301, 302, 303}:
        yield Page(route.name if route else "404", person, state, language, path, answer.status_code, _text(answer))


def _errors(client, route, person, language, path) -> Iterator[Page]:
    """Each form of the page sent back with nothing in it, and with nonsense in every field."""
    if "POST" not in table()["routes"][route.name]:
        return
    for form in post_forms(_text(_ask(client, "get", path))):
        for nonsense in ("", NONSENSE):
            tampered = {
                name: [nonsense]
                for name in form.data()
                if not name.endswith("_FORMS") and name != "csrfmiddlewaretoken"
            }
            answer = _ask(client, "post", urljoin(path, form.action), form.data() | tampered)
            if answer.status_code not in {301, 302, 303}:
                yield Page(route.name, person, "error", language, path, answer.status_code, _text(answer))


def _text(answer) -> str:
    return answer.content.decode()


def user_data() -> list[str]:
    """Every text that people or official lists brought, longest first; codes and choices are not theirs."""
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label in {"sessions", "contenttypes", "auth", "jobs"}:
            continue
        fields = [
            field for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
            and field.name not in {"password", "state", "act", "office", "table"}
        ]  # fmt: skip
        if fields:
            columns = ", ".join(f'"{field.column}"' for field in fields)
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')  # noqa: S608 (our own table names)
                for row in cursor.fetchall():
                    for field, value in zip(fields, row, strict=True):
                        found.update(_strings(field, value))
    pieces = {line.strip() for text in found for line in text.split("\n")}
    pieces |= set(ActingWording.values) | set(NONSENSE.split()) | {SEARCHED} | _layout_labels()
    return sorted((piece for piece in pieces if len(piece) > 1), key=len, reverse=True)


def _layout_labels() -> set[str]:
    """The column labels of the documents: official words, Thai on every page."""
    layouts = Path(reports.layouts.__file__).parent.glob("*.yaml")
    return set(re.findall(r"label: ([^,}\n]+)", "\n".join(one.read_text(encoding="utf-8") for one in layouts)))


def _strings(field: models.Field, value: object) -> Iterator[str]:
    if isinstance(field, models.JSONField) and isinstance(value, str):
        value = json.loads(value)
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
