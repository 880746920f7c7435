"""Lets templates ask the permission table, so that nobody is shown a door that is shut for them."""

from django import template

from accounts.doors import Standing

register = template.Library()


@register.filter
def may(standing: Standing | None, act: str) -> bool:
    """``{% if standing|may:"manage_people" %}``; nobody standing anywhere may nothing."""
    return bool(standing) and standing.may(act)
