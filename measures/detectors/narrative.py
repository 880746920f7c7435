"""An analysis that names another item than the one that failed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Year

NAMED_BUT_PASSED = gettext_noop(
    "%(named)s is named as failing, but scored %(score)s. Below %(threshold)s are: %(failing)s."
)
NOT_NAMED = gettext_noop("%(failing)s scored below %(threshold)s and is not named in the analysis.")
NONE_FAILED = gettext_noop("%(named)s is named as failing, but scored %(score)s.")
_CODE = re.compile(r"(?<![0-9A-Za-z.])(?P<kind>[ieoIEO0])\s?(?P<number>[1-9]\d?)(?![\d.]\d|\d|[A-Za-z])")
_QUOTED = re.compile(r"“(?!\s*(?:ข้อ)?\s*[ieoIEO0]?\s?\d+\s*”)[^“”]*”")
"""A quoted title; quoted codes alone stay."""
_WORD = re.compile(r"(?P<failed>ไม่ผ่าน|ต่ำกว่า)|(?P<passed>ผ่านเกณฑ์)|(?P<but>ยกเว้น)|(?P<turn>แต่(?!ละ|ง))")


def find(year: Year) -> Iterator[Observation]:
    """One remark per issue, by the threshold printed, else the assessed year's; none where neither is known."""
    values = {score.code: score.value for score in year.scores if score.part == "item" and score.value is not None}
    printed = (score.threshold for score in year.scores if score.part == "overall" and score.threshold)
    of_year = year.rules.pass_mark
    threshold = next(printed, None if of_year is None else float(of_year))
    if threshold is None:
        return
    for issue in year.issues:
        where = issue.where
        if not where.text.strip() or not year.is_asked(where.row_kind, where.row_id):
            continue
        failing = [code for code in issue.codes if code in values and values[code] < threshold]
        named = codes_in(where.arabic)
        wrong = [code for code in failing_in(where.arabic) if values.get(code, 0) >= threshold]
        unnamed = [code for code in failing if code not in named]
        words = {"threshold": f"{threshold:g}", "failing": " ".join(unnamed or failing)}
        if wrong:
            words |= {"named": wrong[0], "score": f"{values[wrong[0]]:.2f}"}
            yield observe("narrative", where, where.text, NAMED_BUT_PASSED if failing else NONE_FAILED, **words)
        elif unnamed:
            yield observe("narrative", where, where.text, NOT_NAMED, **words)


def failing_in(text: str) -> list[str]:
    """The codes that the text says have failed: "… ผ่านเกณฑ์ ยกเว้น ข้อ e9 …", "แต่ข้อ o9 … ไม่ผ่านเกณฑ์".

    What a quoted title says is no verdict of the text.
    """
    text = _QUOTED.sub("“”", text)
    words = [(match.start(), match.lastgroup) for match in _WORD.finditer(text)]
    found = []
    for match in _CODE.finditer(text):
        before = next((word for at, word in reversed(words) if at < match.start()), "")
        after = next((word for at, word in words if at > match.start() and word != "turn"), "")
        if before in ("but", "failed") or (before != "passed" and after == "failed"):
            found += codes_in(match[0])
    return list(dict.fromkeys(found))


def codes_in(text: str) -> list[str]:
    """Item codes of a text in Arabic digits, in order: ``i10``, ``e3``, and ``016`` or ``o16`` as ``o16``."""
    found = (f"{match['kind'].lower().replace('0', 'o')}{match['number']}" for match in _CODE.finditer(text))
    return list(dict.fromkeys(found))
