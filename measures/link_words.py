"""What verdicts and notes of a look at an address mean to the person who gave it, and what to do about it.

Not here: how a verdict is found (``links.verdict``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from links.verdict import Note, Verdict
from measures.selectors.links import SHARED, UNCHECKED


@dataclass(frozen=True)
class Words:
    """``tone`` is the state's class: good, bad or wait."""

    title: Promise
    meaning: Promise | str
    remedy: Promise | str
    tone: str


VERDICTS: dict[str, Words] = {
    Verdict.OK: Words(_("Opens"), _("The address opens."), "", "good"),
    Verdict.DEAD: Words(
        _("Does not open"),
        _("The portal opened the address as a citizen would, and the page did not come."),
        _("Please open it yourself. If it does not open either, put the page back or give its present address."),
        "bad",
    ),
    Verdict.NEEDS_LOGIN: Words(
        _("Asks for a login"),
        _("Who opens it sees a login or a request for access instead of the information."),
        _("Please let everybody with the address read the file, or put it on the agency's website."),
        "bad",
    ),
    Verdict.BLOCKED: Words(
        _("Cannot be checked by a program"),
        _("The website answers people only, so the portal cannot tell whether it opens."),
        _("Please open the address yourself in a private window, without a login."),
        "wait",
    ),
    Verdict.INSECURE: Words(
        _("Unsafe connection"),
        _("The website's certificate has expired, is incomplete or belongs to another name. Browsers warn of it."),
        _("Please ask who keeps the website to renew the certificate."),
        "bad",
    ),
    Verdict.STAGING: Words(
        _("Test site"),
        _("The address belongs to a test site, a port of its own or a bare number, and may vanish or be closed."),
        _("Please give the address on the agency's real website."),
        "bad",
    ),
    Verdict.HASH_BANG: Words(
        _("Opens the first page only"),
        _("The part after # is known to the browser alone, so others may land on the first page."),
        _("Please give the direct address of the page or file."),
        "wait",
    ),
    Verdict.FRONT_PAGE: Words(
        _("Leads to the front page"),
        _("The website sends whoever opens it to its front page; the page itself is probably gone."),
        _("Please give the present address of the page or file."),
        "bad",
    ),
    Verdict.OTHER_SITE: Words(
        _("Another website"),
        _("The address does not stand on the agency's website."),
        _("Please give the address on the agency's website, or see that the website in the agency's data is right."),
        "wait",
    ),
    Verdict.TRUNCATED: Words(
        _("Seems cut off"),
        _("The address ends in the middle or holds blanks, as after copying from a document."),
        _("Please copy it whole from the browser's address bar."),
        "bad",
    ),
    Verdict.UNREADABLE: Words(
        _("Not a web address"),
        _("The text is not an address that a browser opens in one certain way."),
        _("Please copy it whole from the browser's address bar, with https:// in front."),
        "bad",
    ),
    Verdict.REFUSED_ADDRESS: Words(
        _("Not on the public network"),
        _("The address leads into an internal network, where citizens cannot follow. The portal has not opened it."),
        _("Please give an address that opens from outside the office."),
        "bad",
    ),
    UNCHECKED: Words(_("Not checked yet"), _("Nobody has looked at this address yet."), "", "wait"),
    SHARED: Words(
        _("Same for several items"),
        _("Several items show the same file or page."),
        _("Please see that each item has its own page or file."),
        "wait",
    ),
}

NOTES: dict[str, Promise] = {
    Note.NOT_FOUND: _("The website says that there is no such page."),
    Note.SERVER_ERROR: _("The website answers with an error of its own."),
    Note.UNKNOWN_NAME: _("There is no website of this name."),
    Note.NO_ANSWER: _(
        "The website gave no answer in time. If all addresses show this, the portal itself may be offline."
    ),
    Note.HOST_SILENT: _("Other addresses of this website had given no answer just before."),
    Note.CIRCLE: _("The website sends from one address to the next without end."),
    Note.BROKEN: _("The website's answer could not be understood."),
    Note.MOVED: _("The website leads on to another address."),
    Note.CENTRAL_SITE: _("It stands on a central website of the state. That is right only where the item says so."),
}


def words_of(verdict: str) -> Words:
    """The words of a verdict; one that this version does not know speaks for itself."""
    return VERDICTS.get(verdict) or Words(verdict, "", "", "wait")


def note_words(codes: list[str]) -> list[Promise | str]:
    """A sentence for each note; what could have been the verdict, had nothing graver been found, speaks too."""
    return [NOTES.get(code) or words_of(code).meaning for code in codes]
