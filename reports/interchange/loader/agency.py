"""The agency a document is of: found in the register, or entered into it with an ASCII short name that stays.

A known agency keeps its words: what a document says otherwise of it belongs to that document alone.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, AgencyKind
from reports.interchange import form
from reports.interchange.problems import Problem, Refusal
from thai.offices import kind_word
from thai.slugs import LONGEST, agency_slug

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IDENTITY = ("kind", "name", "amphoe", "changwat")


def agency_of(said: dict[str, Any], slug: str | None) -> Agency:
    """The agency with that slug, else the one of that kind, name, district and province, else a new one.

    Raises Refusal for a slug that cannot stand in an address, and when two agencies answer to the description.
    """
    if slug is not None:
        known = Agency.objects.filter(slug=slug).first()
        return known or _entered(said, _checked(slug))
    columns = _columns(said)
    alike = list(Agency.objects.filter(**{name: columns[name] for name in _IDENTITY}).order_by("pk"))
    if len(alike) > 1:
        raise Refusal(
            Problem(
                "agency",
                _("several agencies answer to this description (%(slugs)s). Please choose one with --agency."),
                {"slugs": ", ".join(one.slug for one in alike)},
            )
        )
    return alike[0] if alike else _entered(said, None)


def _entered(said: dict[str, Any], slug: str | None) -> Agency:
    columns = _columns(said)
    columns["full_name"] = columns["full_name"] or kind_word(columns["kind"]) + columns["name"]
    if slug is None:
        slug = agency_slug(columns["name"], columns["kind"], _Taken())
    return Agency.objects.create(slug=slug, **columns)


class _Taken:
    """The slugs in use, asked one at a time: the register may list thousands."""

    def __contains__(self, slug: object) -> bool:
        return Agency.objects.filter(slug=slug).exists()


def _columns(said: dict[str, Any]) -> dict[str, str]:
    """What the register holds of the document's words: a known kind, and no more letters than fit."""
    columns = {name: said[name] for name in form.AGENCY.columns}
    columns["kind"] = _kind(said)
    return {name: words[: Agency._meta.get_field(name).max_length] for name, words in columns.items()}


def _kind(said: dict[str, Any]) -> str:
    if said["kind"] in AgencyKind.values:
        return said["kind"]
    by_name = (kind for kind in AgencyKind.values if kind_word(kind) and said["full_name"].startswith(kind_word(kind)))
    return next(by_name, AgencyKind.SPECIAL.value)


def _checked(slug: str) -> str:
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise Refusal(
            Problem(
                "--agency",
                _("“%(slug)s” cannot stand in an address. Please use small letters a to z, digits and hyphens, "
                  "%(most)s at most."),
                {"slug": slug[:80], "most": LONGEST},
            )
        )  # fmt: skip
    return slug
