"""Which function does which kind of job: apps above register theirs when Django starts, so nothing here knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from jobs.models import Job

Handler = Callable[[Job], dict[str, Any]]


class JobRefused(Exception):
    """A handler's plain refusal: trying again would not help.

    `sentence` is an English msgid (mark it with gettext_noop), shown translated to whoever asked for the job.
    """

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail


class UnknownKind(LookupError):
    """No app has registered this kind."""


@dataclass(frozen=True)
class Kind:
    name: str
    handler: Handler
    seconds: float
    label: str


_KINDS: dict[str, Kind] = {}


def register(name: str, handler: Handler, *, seconds: float = 120, label: str = "") -> None:
    """Makes `handler` the one for jobs of kind `name`; call it in AppConfig.ready.

    `label` is what people read: an English msgid (mark it with gettext_noop), translated where it is shown.

    The handler must be safe to run twice (a killed worker's job is done again), commits its own transactions, opens the
    agency's scope itself, and returns what the row keeps as `result` (JSON). It is stopped after `seconds`.
    """
    known = _KINDS.get(name)
    if known is not None and known.handler is not handler:
        raise ValueError(f"job kind {name!r} is registered twice")
    _KINDS[name] = Kind(name, handler, seconds, label or name)


def kind_named(name: str) -> Kind:
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None


def label_of(name: str) -> str:
    """What people read for this kind, in their language; the bare name of a kind that no app knows any more."""
    return gettext(_KINDS[name].label) if name in _KINDS else name


def names() -> list[str]:
    return sorted(_KINDS)
