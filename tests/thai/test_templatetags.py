"""The template filters: Thai pages in Thai, English pages without Thai."""

import datetime as dt

from django.template import Context, Template
from django.utils import translation


def rendered(source: str, **context: object) -> str:
    return Template("{% load thai %}" + source).render(Context(context))


MOMENT = dt.datetime(2024, 10, 22, 3, 42, tzinfo=dt.UTC)


def test_dates_on_a_thai_page():
    with translation.override("th"):
        assert rendered('{{ day|be_date }} · {{ day|be_date:"short" }} · {{ day|be_year }}', day=MOMENT.date()) == (
            "22 ตุลาคม 2567 · 22 ต.ค. 2567 · 2567"
        )
        assert rendered("{{ at|be_datetime }} · {{ at|be_time }}", at=MOMENT) == (
            "22 ตุลาคม 2567 เวลา 10.42 น. · 10.42 น."
        )


def test_dates_on_an_english_page():
    with translation.override("en"):
        assert rendered("{{ at|be_datetime }} · {{ at|be_time }}", at=MOMENT) == (
            "22 October B.E. 2567 (2024), 10.42 · 10.42"
        )


def test_nothing_prints_as_nothing():
    filters = ("be_date", "be_year", "be_time", "be_datetime", "thai_digits")
    assert [rendered(f"[{{{{ x|{name} }}}}]", x=None) for name in filters] == ["[]"] * 5


def test_thai_digits_leave_codes_and_escape_text():
    assert rendered("{{ text|thai_digits }}", text="ข้อ o10 <b>12</b>") == "ข้อ o10 &lt;b&gt;๑๒&lt;/b&gt;"
