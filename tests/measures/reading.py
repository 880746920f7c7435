"""Sends a page's form back as a browser would, and tells all rows of an agency apart by content."""

from __future__ import annotations

from django.test import Client

from tests.architecture.forms import PageForm, post_forms


def form_of(client: Client, path: str) -> PageForm:
    """The last POST form of a page (lists have one per row)."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return post_forms(answer.content.decode())[-1]


def send(client: Client, path: str, button: str = "save", **changes: str):
    """The page's form with some fields replaced, sent by a button."""
    return client.post(path, form_of(client, path).data(**changes) | {button: "1"})
