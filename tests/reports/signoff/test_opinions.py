"""Which opinion is set when the signing page opens; each choice may still be made."""

import pytest

from reports.models import ReportKind
from reports.opinions import OPINIONS, proposed_for, words_for


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        ("approve", ReportKind.PLAN, "เห็นควรเสนอนายกเพื่อโปรดพิจารณา"),
        ("sign", ReportKind.RESULT, "ทราบ"),
        ("sign", ReportKind.PROGRESS, "ทราบ"),
        ("sign", ReportKind.SCORES, "ทราบ"),
        ("sign", ReportKind.PLAN, "เห็นชอบ"),
        ("recall", ReportKind.PLAN, ""),
    ],
)
def test_the_likely_opinion_is_set(act, kind, words):
    assert words_for(act, proposed_for(act, kind)) == words


def test_what_is_proposed_is_one_of_the_choices():
    for act, choices in OPINIONS.items():
        for kind in ReportKind.values:
            assert proposed_for(act, kind) in {one.key for one in choices}
