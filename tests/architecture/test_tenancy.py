"""Every model is scoped to an agency or exempt with a reason; a query outside a scope raises."""

import pytest
from django.apps import apps
from django_scopes import ScopeError, scope, scopes_disabled
from django_scopes.manager import DisabledQuerySet

OURS = {"accounts", "audit", "files", "indicators", "jobs", "measures", "publishing", "reports"}
EXEMPT = {
    "accounts.User": "a person may hold offices in several agencies; found only through appointments",
    "accounts.Agency": "the register itself; the door resolves the agency of an address from it",
    "audit.Change": "keeps the agency as a plain number so that rows outlive it; read by agency only",
    "files.StoredFile": "bytes by digest; reached only through scoped rows",
    "indicators.ItemSet": "belongs to the installation: what ITA asks of everybody",
    "indicators.Instrument": "part of an item set",
    "indicators.Indicator": "part of an item set",
    "indicators.SubIndicator": "part of an item set",
    "indicators.Issue": "part of an item set",
    "indicators.Item": "part of an item set",
    "indicators.ItemSetEdition": "an earlier version of an item set",
    "jobs.Job": "knows no agency but a number; read through jobs.selectors with it",
    "jobs.PeriodicRun": "belongs to the installation",
    "publishing.Edition": "public by definition, holds nothing unpublished",
}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]


def is_scoped(model) -> bool:
    """Whether its manager refuses to answer while no scope is open."""
    return isinstance(model.objects.get_queryset(), DisabledQuerySet)


def test_every_model_is_scoped_or_exempt_with_a_reason():
    unscoped = {model._meta.label for model in MODELS if not is_scoped(model)}
    assert unscoped == set(EXEMPT)
    assert all(len(reason) > 10 for reason in EXEMPT.values())


@pytest.mark.django_db
@pytest.mark.parametrize("model", [one for one in MODELS if is_scoped(one)], ids=lambda one: one._meta.label)
def test_a_query_outside_a_scope_raises(model):
    with pytest.raises(ScopeError):
        model.objects.count()


@pytest.mark.parametrize("model", [one for one in MODELS if is_scoped(one)], ids=lambda one: one._meta.label)
def test_a_scope_shows_only_its_agency(model, two_towns):
    own, other = two_towns
    with scopes_disabled():
        everything = set(model.objects.values_list("pk", flat=True))
    shown = []
    for filled in (own, other):
        with scope(agency=filled.town.agency):
            shown.append(set(model.objects.values_list("pk", flat=True)))
    assert shown[0] & shown[1] == set()
    assert shown[0] | shown[1] == everything
