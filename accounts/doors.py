"""Every page has a door: who may come in is said on the view, once, and checked before the view runs.

``public_page`` lets anyone in and opens no agency's scope; ``member_page`` asks for a login; ``staff_page(act=…)`` asks
for an office of the agency in the address that may do the act, and opens that agency's scope; ``operator_page`` asks
for the operator. Whoever may not come in gets the answer for a page that does not exist, byte for byte, so that nobody
learns what another agency has. The route census (tests/architecture) fails on a view without a door.

Not here: the table of acts (``accounts.permissions``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_scopes import scope

from accounts.models import Agency, Appointment, User
from accounts.permissions import SECOND_FACTOR_OFFICES, may
from accounts.selectors import appointments_of, holds_one_of


@dataclass(frozen=True)
class Standing:
    """Who is acting, in which agency and by which offices; services take it as ``actor``'s frame."""

    user: User
    agency: Agency
    appointments: tuple[Appointment, ...]
    offices: frozenset[str] = field(default=frozenset())

    def may(self, act: str) -> bool:
        """Whether this person may do the act here."""
        return may(act, offices=self.offices, is_operator=self.user.is_operator)

    def appointment(self, office: str) -> Appointment | None:
        """The appointment by which this person holds the office, if any."""
        return next((held for held in self.appointments if held.office == office), None)

    @property
    def office_codes(self) -> str:
        """The offices held, as change rows keep them: the same in either language, at most 60 letters."""
        return " ".join(sorted(self.offices))

    @property
    def office_words(self) -> str:
        """The hats worn here, for the top bar; an acting one with its wording."""
        return " · ".join(
            f"{held.get_office_display()} ({held.acting_wording})" if held.acting_wording else held.get_office_display()
            for held in self.appointments
        )


@dataclass(frozen=True)
class Door:
    """What the census reads off a view."""

    kind: str
    act: str = ""
    methods: tuple[str, ...] = ("GET", "HEAD", "POST")


def public_page(*, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable:
    """A page for everybody."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        guarded = require_http_methods(list(methods))(view)
        guarded.door = Door("public", methods=methods)
        return guarded

    return decorate


def member_page(*, methods: tuple[str, ...] = ("GET", "HEAD"), settled: bool = True) -> Callable:
    """A page for anyone logged in, outside any agency; ``settled=False`` for the pages one settles one's login on."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if settled and (first := unsettled(request.user)):
                return redirect(first)
            return view(request, *args, **kwargs)

        return _with_door(guarded, Door("member", methods=methods))

    return decorate


def operator_page(*, methods: tuple[str, ...] = ("GET", "HEAD", "POST")) -> Callable:
    """A page for the operator of the installation."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may("run_installation", offices=frozenset(), is_operator=request.user.is_operator):
                raise Http404
            if first := unsettled(request.user):
                return redirect(first)
            return view(request, *args, **kwargs)

        return _with_door(guarded, Door("operator", "run_installation", methods))

    return decorate


def staff_page(*, act: str, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable:
    """A page of an agency's work; the view gets ``(request, standing, **rest of the address)`` inside its scope."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, agency: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            standing = standing_in(user=request.user, slug=agency)
            if standing is None or not standing.may(act):
                raise Http404
            if first := unsettled(request.user):
                return redirect(first)
            request.standing = standing
            with scope(agency=standing.agency):
                response = view(request, standing, **kwargs)
                if hasattr(response, "render") and not response.is_rendered:
                    response.render()
                return response

        return _with_door(guarded, Door("staff", act, methods))

    return decorate


def unsettled(user: User) -> str | None:
    """The route where this login has to be completed first; None when it is complete."""
    if user.must_change_password:
        return "account_change_password"
    if not settings.ITA_REQUIRE_MFA or is_mfa_enabled(user):
        return None
    obliged = user.is_operator or holds_one_of(user=user, offices=SECOND_FACTOR_OFFICES)
    return "mfa_activate_totp" if obliged else None


def standing_in(*, user: User, slug: str) -> Standing | None:
    """The person's standing in the agency of this address; None when there is no such agency or no office in it."""
    agency = Agency.objects.filter(slug=slug, is_tenant=True).first()
    if agency is None:
        return None
    held = tuple(appointments_of(user=user, agency=agency))
    if not held:
        return None
    return Standing(user=user, agency=agency, appointments=held, offices=frozenset(one.office for one in held))


def _with_door(guarded: Callable, door: Door) -> Callable:
    outer = never_cache(require_http_methods(list(door.methods))(guarded))
    outer.door = door
    return outer
