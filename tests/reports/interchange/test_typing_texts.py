"""One word typed in a form of the year's texts, desks, memorandum, analysis or scores is one word of the dump.

What is read out of a typed text follows it: a date's day, a figure's value. A column label changes wherever the file
said the same label.

Not here: the forms of measures, answers and indicators (``test_typing``).
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse
from django_scopes import scope

from accounts.models import Office
from indicators.models import ScoreRow
from measures.models import IssueAnalysis
from tests.architecture.forms import post_forms
from tests.reports.interchange.test_typing import ADDED, said
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, loaded
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db
PAGES = ("text_edit", "memo_edit", "sign_off_lines_edit")
FOLLOWS = {"date_text": "'date'", "announced_on_text": "'date'", "text": "'value'"}


def addresses(one):
    base = {"agency": one.agency.slug, "year": one.fiscal_year}
    yield from (reverse(name, kwargs=base) for name in PAGES)
    with scope(agency=one.agency):
        ends = [ScoreRow.objects.filter(part=part).first() for part in ScoreRow.Part.values]
        issues = list(IssueAnalysis.objects.all())
    yield from (reverse("analysis_edit", kwargs=base | {"analysis_id": row.pk}) for row in issues)
    yield from (reverse("score_edit", kwargs=base | {"score_id": row.pk}) for row in ends if row)


@pytest.mark.parametrize(
    "path", [GIVEN / "000.yaml", GIVEN / "002.yaml", INVENTED / "grouped.yaml", INVENTED / "website_check.yaml"],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_a_word_typed_in_any_text_is_one_word_of_the_dump(path, client):
    one = loaded(path)
    reporter = make_user("chai")
    appoint(reporter, one.agency, Office.REPORTER)
    client.force_login(reporter)
    before, tried = said(one), 0
    for address in addresses(one):
        for form in post_forms(client.get(address).content.decode())[-1:]:
            for name, value in form.values:
                if form.kinds[name] not in ("textarea", "text") or not value.strip():
                    continue
                first, line_end, rest = value.partition("\r\n")
                with transaction.atomic():
                    answer = client.post(address, form.data(**{name: f"{first} {ADDED}{line_end}{rest}", "save": "1"}))
                    assert answer.status_code == 302, (address, name)
                    after = said(one)
                    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
                    follower = FOLLOWS.get(name.rpartition("-")[2], "nothing")
                    words = {place for place in changed if not place.endswith(follower)}
                    assert all(after[place] == before[place][:-1] + f" {ADDED}'" for place in words), (address, name)
                    if name.startswith("labels_"):
                        assert len({before[place] for place in words}) == 1, (address, name)
                    else:
                        assert len(words) == 1, (address, name, changed)
                    transaction.set_rollback(True)
                tried += 1
    assert tried >= 5
    assert said(one) == before
