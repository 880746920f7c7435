"""What a person says of a piece of evidence: a new one (a file or an address) and one that is kept already.

A file that was taken is kept while something else of the form is to be mended, so that nobody chooses it twice; a
signed word in the form stands for it.

Not here: opening the file (``files.opening``), what is worth a warning (``measures.evidence``).
"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from files.bounded import Refused
from files.models import StoredFile
from files.opening import KINDS, MOST_BYTES, Opened, open_file
from files.refusals import words_of
from measures.evidence import NOT_YET, doubts_about
from measures.forms.disclosure import KeptAddress
from measures.forms.kept import KeptChoice, KeptDate, KeptLine
from measures.forms.row import RowForm, VersionedForm
from measures.services.evidence import Received
from thai.dates import be_date
from thai.fiscal_year import span_of

ACCEPT = ",".join(dict.fromkeys([*(f".{each}" for each in KINDS), *(kind.media_type for kind in KINDS.values())]))
KEPT_SECONDS = 12 * 3600


class KeptMayPublish(KeptChoice):
    """Whether the public may see it one day; no, unless somebody says so."""

    stored = False

    def __init__(self, **options: Any):
        super().__init__(
            choices=[("", gettext_lazy("Only for the office")), ("yes", gettext_lazy("May be published"))],
            label=gettext_lazy("Publication"), widget=forms.RadioSelect, required=True, **options,
        )

    def shown(self, stored: bool | None) -> str:
        return "yes" if stored else ""

    def read(self, typed: str) -> bool:
        return super().read(typed) == "yes"


class Said(forms.Form):
    """Mixin: the fields both forms share, and the question whether an odd day is right. Set ``years``, ``today``."""

    title = KeptLine(
        label=gettext_lazy("What it shows"), required=True, longest=300,
        help_text=gettext_lazy("For example: photograph of the training on 14 March 2568, 45 people."),
    )
    acted_on = KeptDate(label=gettext_lazy("Date of the act"))
    may_publish = KeptMayPublish()
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
    """The day the person has said is right although it is odd; shown as a box to tick."""

    years: set[int]
    today: datetime.date
    doubted: datetime.date | None = None
    """The day that is asked about, after ``is_valid``."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.has_error("title") and not str(cleaned.get("title", "")).strip():
            self.add_error("title", forms.ValidationError(_("Please write what it shows."), code="required"))
        day = cleaned.get("acted_on")
        if day and "acted_on" in self.changed_names() and cleaned.get("confirmed") != day.isoformat():
            for doubt in doubts_about(day, years=self.years, today=self.today):
                self.doubted = day
                self.add_error("acted_on", forms.ValidationError(doubt_words(doubt, self.years), code=doubt))
        return cleaned


class SentFile(forms.FileField):
    """A file or none. ``required`` only says how the field is labelled: an address may stand in its place."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data, initial) if data else None


class NewEvidenceForm(Said, RowForm):
    """A file, or else an address. After ``is_valid``: ``opened`` (a file just sent) or ``received`` (one kept)."""

    file = SentFile(
        label=gettext_lazy("File to attach"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("PDF, JPG, PNG, XLSX or DOCX up to 20 MB."),
    )
    photo = SentFile(
        label=gettext_lazy("Or take a photograph"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    """A second way to the same, shown on touch screens: the camera at once."""
    url = KeptAddress(label=gettext_lazy("Address (URL)"), longest=2000)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("file", "photo", "url", "title", "acted_on", "may_publish")

    opened: Opened | None = None
    received: Received | None = None

    def __init__(self, *args: Any, years: set[int], today: datetime.date, bearer: str, **kwargs: Any):
        """``bearer`` says whose kept files the form takes up: agency and person."""
        super().__init__(*args, row=None, **kwargs)
        self.years, self.today, self.bearer = years, today, bearer

    def clean_photo(self) -> None:
        """Opens what was sent; a chosen file comes before a photograph."""
        sent = self.cleaned_data.get("file") or self.cleaned_data["photo"]
        if not sent or self.has_error("file"):
            return
        try:
            if sent.size > MOST_BYTES:
                raise Refused("too_large", most=MOST_BYTES // 1024**2)
            self.opened = open_file(sent.read(), name=sent.name)
        except Refused as refusal:
            self.add_error("file", forms.ValidationError(words_of(refusal), code=refusal.code))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.opened is None and not self.has_error("file"):
            self.received = self._taken_up(cleaned.get("kept", ""))
        has_file = self.opened is not None or self.received is not None
        if has_file and cleaned.get("url"):
            self.add_error("url", forms.ValidationError(
                _("Please give either a file or an address; the other can be added as a second piece of evidence."),
                code="both",
            ))
        elif not has_file and not cleaned.get("url") and not self.has_error("file") and not self.has_error("url"):
            self.add_error("file", forms.ValidationError(
                _("Please choose a file, or give an address."), code="required"
            ))
        return cleaned

    def keep(self, received: Received) -> None:
        """Let the form, shown again, stand for the file that was taken."""
        self.received, self.opened = received, None
        self.data = self.data.copy()
        self.data["kept"] = signing.dumps(
            [self.bearer, received.stored.sha256, received.name, list(received.warnings)], salt=__name__
        )

    def _taken_up(self, word: str) -> Received | None:
        try:
            bearer, sha256, name, warnings = signing.loads(word, salt=__name__, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            return None
        stored = StoredFile.objects.filter(sha256=sha256).first()
        return Received(stored, name, tuple(warnings)) if stored and bearer == self.bearer else None


class EvidenceForm(Said, VersionedForm):
    """What is said of evidence that is kept; its file never changes, its address may."""

    url = KeptAddress(label=gettext_lazy("Address (URL)"), required=True, longest=2000)
    field_order = ("url", "title", "acted_on", "may_publish")

    def __init__(self, *args: Any, years: set[int], today: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.years, self.today = years, today
        if self.row.file_id:
            del self.fields["url"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "url" in self.fields and not self.has_error("url") and not cleaned.get("url"):
            self.add_error("url", forms.ValidationError(_("Please give the address."), code="required"))
        return cleaned


def doubt_words(doubt: str, years: set[int]) -> str:
    """Why a day is asked about; with the box to tick the person may say that it is right."""
    if doubt == NOT_YET:
        return _("This day has not come yet. If it is right, please confirm it below.")
    first, last = span_of(min(years)), span_of(max(years))
    language = "th" if get_language() == "th" else "en"
    return _(
        "This day is not in fiscal year %(year)s (%(start)s to %(end)s). If it is right, please confirm it below."
    ) % {
        "year": " / ".join(str(year) for year in sorted(years)),
        "start": be_date(first.start, language=language), "end": be_date(last.end, language=language),
    }
