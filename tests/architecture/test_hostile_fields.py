"""What no keyboard types, in every field of every form and every question of an address: an answer, never a crash.

PostgreSQL refuses NUL and numbers too large where SQLite takes them, so this says something on both engines. Nothing
that cannot be seen or turns the reading direction round is stored.

Not here: ids of other agencies (``test_body_references``), markup in texts (the browser's crawl, the PDF's safety).
"""

from urllib.parse import quote_plus

import pytest
from django.db import transaction
from django.utils import timezone

from tests.architecture.access import allows, expected_people
from tests.architecture.forms import PageForm, post_forms
from tests.architecture.references import rows_of
from tests.architecture.routes import address, all_routes, own_arguments

UNSEEN = "\0\u200b\u200e\u202a\u202e\u2066\u2069\ufeff"
HOSTILE = {
    "unseen": quote_plus(f"ก{UNSEEN}ข"),
    "half a character": "%E0%B8%81%ED%A0%80%E0%B8%82",  # a lone surrogate, as bytes
    "not UTF-8": "%A1%A2%FF",
    "long": quote_plus("ก" * 20_001),
    "a long number": "9" * 400,
    "no finite number": "1e400",
    "lines": quote_plus("ก\r\nBcc: someone@example.org\r\n\r\nข"),
}
FORM = "application/x-www-form-urlencoded"


def body(form: PageForm, name: str, value: str) -> str:
    """What a browser would send, with one field's value already encoded."""
    sent = [(each, text) for each, texts in form.data().items() for text in texts if each != name]
    return "&".join([*(f"{quote_plus(each)}={quote_plus(text)}" for each, text in sent), f"{quote_plus(name)}={value}"])


def visitor(route, people):
    known = sorted(expected_people(route.name, "POST"))
    return people["arun" if known == ["member"] else known[0]]


def with_forms():
    return [route for route in all_routes() if route.door and allows(route.name, "GET") and allows(route.name, "POST")]


@pytest.mark.parametrize("route", with_forms(), ids=lambda route: route.name)
def test_every_field_answers_whatever_is_sent(route, two_towns, people):
    own, _other = two_towns
    path, person = address(route, own_arguments(own)), visitor(route, people)
    session = person.session
    session["last_password"] = timezone.now().timestamp()
    session.save()
    for form in post_forms(person.get(path).content.decode()):
        target = path if not form.action or form.action.startswith("?") else form.action
        for name in sorted(form.kinds.keys() - {"csrfmiddlewaretoken"}):
            for what, value in HOSTILE.items():
                with transaction.atomic():
                    answer = person.post(target, body(form, name, value) + "&save=1", content_type=FORM)
                    assert answer.status_code < 500, (route.name, name, what)
                    stored = repr(rows_of(own.town.agency))
                    assert not [char for char in UNSEEN if repr(char)[1:-1] in stored], (route.name, name, what)
                    transaction.set_rollback(True)


def test_the_check_sees_what_is_stored(two_towns):
    """The control: one such sign, written past the forms, is found."""
    own, _other = two_towns
    type(own.measure)._base_manager.filter(pk=own.measure.pk).update(title="ก\u202eข")
    assert repr("\u202e")[1:-1] in repr(rows_of(own.town.agency))


@pytest.mark.parametrize("names", [("page",), ("q", "next", "code", "status", "unit", "group", "year")], ids="+".join)
@pytest.mark.parametrize("what", HOSTILE)
def test_every_question_of_an_address_is_answered(names, what, two_towns, people):
    own, _other = two_towns
    question = "&".join(f"{name}={HOSTILE[what]}" for name in names)
    for route in all_routes():
        if route.door and allows(route.name, "GET"):
            known = sorted(expected_people(route.name, "GET"))
            person = people["arun" if known == ["member"] else known[0]]
            answer = person.get(f"{address(route, own_arguments(own))}?{question}")
            assert answer.status_code < 500, (route.name, names, what)
