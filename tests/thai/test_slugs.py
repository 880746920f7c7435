"""ASCII slugs from Thai names."""

import re

from hypothesis import given
from hypothesis import strategies as st

from thai.slugs import agency_slug, romanise


def test_a_name_gives_one_ascii_slug():
    assert agency_slug("ศรีพนา", "subdistrict_municipality") == "tambon-sriphana"
    assert agency_slug("เมืองพัทยา", "special") == romanise("เมืองพัทยา") != ""
    assert agency_slug("Bang Rak 2", "sao") == "sao-bang-rak-2"
    assert agency_slug("★", "special") == "agency"


def test_a_taken_slug_is_numbered():
    taken = {"tambon-sriphana", "tambon-sriphana-2"}
    assert agency_slug("ศรีพนา", "subdistrict_municipality", taken) == "tambon-sriphana-3"


@given(st.text(alphabet="กขคงจชดตนบพมยรลวสหอะาิีึืุูเแโใไำ่้็์ฤๆฯ ab12๓-", max_size=90))
def test_every_name_gives_a_valid_slug(name):
    slug = agency_slug(name, "town_municipality")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 60
    assert agency_slug(name, "town_municipality") == slug
