"""Opening an agency in this installation and keeping its profile.

Not here: its departments and people (their own modules), the register of agencies that do not work here.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.doors import Standing
from accounts.models import Agency, User
from audit.services import record_change
from thai.offices import words_of_office
from thai.slugs import agency_slug

PROFILE = ("kind", "name", "full_name", "tambon", "amphoe", "changwat", "postcode", "code", "website")


@transaction.atomic
def open_agency(*, actor: User, slug: str = "", **profile: str) -> Agency:
    """A new agency that works here. Without ``slug`` one is made from the name; once given it never changes."""
    if not actor.is_operator:
        raise PermissionDenied
    taken = set(Agency.objects.values_list("slug", flat=True)) if not slug else set()
    slug = slug or agency_slug(profile["name"], profile["kind"], taken=taken)
    if Agency.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another agency already has this short name.")})
    profile["full_name"] = profile.get("full_name") or official_name(profile["kind"], profile["name"])
    agency = Agency.objects.create(slug=slug, **profile)
    record_change(
        actor=actor, act="agency.opened", row=agency, agency_id=agency.pk, office="operator",
        after={"slug": slug} | profile,
    )  # fmt: skip
    return agency


@transaction.atomic
def edit_agency(*, actor: Standing, heads_endorse: bool | None = None, **profile: str) -> Agency:
    """Corrects the profile; addresses keep the short name they have. ``heads_endorse`` None leaves that as it is."""
    if not actor.may("manage_agency"):
        raise PermissionDenied
    agency = Agency.objects.select_for_update().get(pk=actor.agency.pk)
    profile["full_name"] = profile.get("full_name") or official_name(profile["kind"], profile["name"])
    kept = agency.heads_endorse if heads_endorse is None else heads_endorse
    after = {name: profile[name] for name in PROFILE} | {"heads_endorse": kept}
    before = {name: getattr(agency, name) for name in after}
    for name, value in after.items():
        setattr(agency, name, value)
    agency.save(update_fields=list(after))
    record_change(
        actor=actor.user, act="agency.edited", row=agency, agency_id=agency.pk, office=actor.office_codes,
        before=before, after=after,
    )  # fmt: skip
    return agency


def official_name(kind: str, name: str) -> str:
    """เทศบาลตำบลบ้านสวน for a subdistrict municipality named บ้านสวน."""
    return words_of_office(kind, name).full_name
