"""What was filed is looked at whatever the row says now; without a way out nothing is called dead."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.registry import JobRefused
from measures.link_health import NO_WAY_OUT, REFERENCE
from measures.models import Filing
from tests.measures.looking import addresses, checker, give, looked_at, the_job

pytestmark = pytest.mark.django_db


def test_what_was_filed_is_looked_at_whatever_the_row_says_now(filled, web, in_town, logged_in):
    """In June only the filed address counts."""
    give(filled, *addresses(web, "new"))
    filing = filled.recorded.filing
    Filing.objects.filter(pk=filing.pk).update(content=filing.content | {
        "links": [{"url": url, "click_path": ""} for url in addresses(web, "filed", "gone")]
    })
    checker(web)(the_job(filled))
    assert [path for path, _verdict in looked_at(filled.town.agency)] == ["filed", "gone", "new"]
    page = reverse("filing_detail", kwargs={
        "agency": in_town.agency.slug, "year": filled.plan.fiscal_year, "filing_id": filing.pk,
    })
    assert logged_in("chai").get(page).content.decode().count("small moment") == 2


def test_without_a_way_out_nothing_is_called_dead(filled, web, in_town):
    """A server that lost its network keeps the earlier verdicts and says so."""

    def resolve(host, port):
        raise OSError

    give(filled, *addresses(web, "one", "gone"))
    with pytest.raises(JobRefused) as refused:
        checker(web, reference=REFERENCE, resolve=resolve)(the_job(filled))
    assert refused.value.sentence == NO_WAY_OUT
    assert looked_at(filled.town.agency) == []
    checker(web, reference=REFERENCE, resolve=lambda host, port: ["127.0.0.1"])(the_job(filled))
    assert len(looked_at(filled.town.agency)) == 2
