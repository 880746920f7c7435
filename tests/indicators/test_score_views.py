"""The pages of charts, years side by side and standing: what they say, what they never say, what they cost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from indicators.models import Indicator, Item, ItemSet, Origin, ScoreNote
from tests.browser.language import foreign_words
from tests.filled import fill
from tests.indicators.scores_made import announce
from tests.world import make_agency, make_other_town, make_town

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/staff/ban-suan/scores/"
CHARTS, STANDING = "/en/staff/ban-suan/{}/scores/charts/", "/en/staff/ban-suan/{}/scores/standing/"
TEN = {number: f"{90 + number / 2:.2f}" for number in range(1, 11)}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def sets(db):
    call_command("load_item_sets", verbosity=0)


@pytest.fixture
def chai(town):
    client = Client()
    client.force_login(town.chai)
    return client


def words(response):
    """The page's words in order, drawings set aside."""
    assert response.status_code == 200
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL).group()
    main = re.sub(r"<svg.*?</svg>", " ", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def drawings(response):
    return re.findall(r"<svg.*?</svg>", response.content.decode(), re.DOTALL)


class TestCharts:
    def test_radar_bars_and_table_say_the_same(self, sets, town, chai):
        announce(town.agency, 2567, overall="93.05", level="ผ่านดี", indicators=TEN | {4: "84.99"})
        response = chai.get(CHARTS.format(2567))
        page = words(response)
        assert "Overall score 93.05 Level as announced ผ่านดี Threshold 85.00" in page
        assert "4 การใช้ทรัพย์สินของราชการ IIT 84.99 Below the threshold" in page
        assert "10 การป้องกันการทุจริต OIT 95.00 Reached" in page
        found = drawings(response)
        assert len(found) == 4
        assert all("84.99" in drawing and 'role="img"' in drawing for drawing in found)
        assert [drawing for drawing in found if "style=" in drawing or "<script" in drawing] == []

    def test_missing_values_say_so_and_two_make_no_radar(self, sets, town, chai):
        announce(town.agency, 2567, indicators={1: "90.00", 2: "91.00"})
        response = chai.get(CHARTS.format(2567))
        assert "Fewer than three indicators have a score: they make no radar." in words(response)
        assert len(drawings(response)) == 2
        assert words(response).count("No data") == 8

    def test_nothing_calculated_stands_there(self, sets, town, chai):
        instruments = dict.fromkeys(("IIT", "EIT", "OIT"), "90.00")
        announce(town.agency, 2567, instruments=instruments, indicators={9: "90.00"})
        page = words(chai.get(CHARTS.format(2567)))
        assert "Overall score" not in page
        assert page.count("90.00") == 1

    def test_a_year_without_scores_leads_to_its_sheet(self, sets, chai):
        response = chai.get(CHARTS.format(2567))
        assert "No indicator of this year has a score yet." in words(response)
        assert 'href="/en/staff/ban-suan/2567/scores/"' in response.content.decode()

    def test_a_year_of_which_nothing_is_known_has_no_page(self, chai):
        assert chai.get(CHARTS.format(2551)).status_code == 404
        assert chai.get(STANDING.format(2551)).status_code == 404

    def test_a_year_without_an_item_set_shows_what_was_announced(self, town, chai):
        announce(town.agency, 2551, indicators=TEN)
        page = words(chai.get(CHARTS.format(2551)))
        assert "not known for this year" in page
        assert "Below the threshold" not in page

    def test_hostile_names_stay_words(self, town, chai):
        item_set = ItemSet.objects.create(fiscal_year=2550, starts_on="2006-10-01", ends_on="2007-09-30")
        for number in (1, 2, 3):
            Indicator.objects.create(item_set=item_set, number=number, name="<script>x</script>", instrument="IIT")
        announce(town.agency, 2550, indicators={1: "90.00", 2: "80.00", 3: "70.00"}, level="<b>ผ่าน</b>")
        body = chai.get(CHARTS.format(2550)).content.decode()
        assert "<script>x" not in body
        assert "<b>ผ่าน" not in body
        assert "&lt;script&gt;x&lt;/script&gt;" in body

    def test_the_newest_edition_counts(self, sets, town, chai):
        announce(town.agency, 2567, overall="11.11", indicators=TEN)
        announce(town.agency, 2567, overall="92.00", indicators=TEN)
        page = words(chai.get(CHARTS.format(2567)))
        assert "92.00" in page
        assert "11.11" not in page


class TestOverview:
    def test_years_stand_side_by_side_with_their_changes(self, sets, town, chai):
        one = {1: "80.00"}
        announce(town.agency, 2566, overall="95.00", level="ผ่านดี", instruments={"IIT": "95.00"}, indicators=one)
        announce(town.agency, 2567, overall="93.05", level="ผ่าน", instruments={"IIT": "96.00"}, indicators=one)
        page = words(chai.get(OVERVIEW))
        assert "Fiscal year 2567 93.05 down by 1.95 ผ่าน 96.00 up by 1.00" in page
        assert "1 การปฏิบัติหน้าที่ 80.00 as before 80.00" in page
        assert "Another scale" not in page

    def test_a_year_in_between_is_missed_not_jumped(self, sets, town, chai):
        announce(town.agency, 2565, overall="95.00")
        announce(town.agency, 2567, overall="93.05")
        assert "down by" not in words(chai.get(OVERVIEW)).split("Items of")[0]

    def test_levels_of_two_scales_are_not_compared(self, sets, town, chai):
        announce(town.agency, 2565, overall="95.00", level="AA")
        announce(town.agency, 2566, overall="95.00", level="ผ่านดีเยี่ยม")
        assert words(chai.get(OVERVIEW)).count("Another scale than the year before: the levels are not compared.") == 1

    def test_items_of_2567_and_2568_go_together_by_topic_falls_first(self, sets, town, chai):
        before = {"o1": "100", "o3": "100", "o2": "100", "o34": "100", "o35": "50", "o27": "0"}
        announce(town.agency, 2567, items=before)
        announce(town.agency, 2568, items={"o1": "100", "o2": "0", "o27": "90", "o28": "100"})
        page = words(chai.get(OVERVIEW)).split("Items of 2568 against 2567")[1]
        falls, rise = page.index("o2 "), page.index("o28 ")
        assert falls < page.index("o27 ") < rise
        assert "o2 100.00 down by 100.00" in page
        assert "o34 100.00 down by 10.00" in page
        assert "o35 50.00 up by 50.00" in page
        assert "o1 100.00 o3 100.00 Items merged as before" in page

    def test_two_years_can_be_chosen_and_nonsense_is_the_latest_two(self, sets, town, chai):
        for year in (2565, 2566, 2567):
            announce(town.agency, year, overall="90.00")
        assert "Items of 2567 against 2566" in words(chai.get(OVERVIEW))
        assert "Items of 2567 against 2565" in words(chai.get(f"{OVERVIEW}?before=2567&after=2565"))
        for query in ("before=9999&after=2567", "before=x&after=%00", "before=2567&after=2567", "page=x&items=99"):
            assert "Items of 2567 against 2566" in words(chai.get(f"{OVERVIEW}?{query}"))

    def test_an_agency_without_scores_may_start_a_year(self, sets, town, chai):
        response = chai.get(OVERVIEW)
        assert "No scores have been entered yet." in words(response)
        assert 'href="/en/staff/ban-suan/2567/scores/"' in response.content.decode()
        looking = Client()
        looking.force_login(town.anong)
        assert "Start the sheet of a year" not in words(looking.get(OVERVIEW))


def likes(count, year=2567, *, first="90.00", **values):
    """So many agencies of the same kind and province with a declared overall score each."""
    made = []
    for place in range(count):
        agency = make_agency(f"town-{place}", f"เมือง{place}")
        announce(agency, year, **({"overall": first} | values))
        made.append(agency)
    return made


class TestStanding:
    def test_rank_median_and_ties(self, sets, town, chai):
        announce(town.agency, 2567, overall="90.00", level="ผ่านดี", instruments={"IIT": "91.00"})
        likes(2, first="90.00")
        best = make_agency("best", "ดีที่สุด")
        announce(best, 2567, overall="99.00", level="ผ่านดีเยี่ยม", instruments={"IIT": "98.00"})
        announce(make_agency("last", "ท้ายสุด"), 2567, overall="60.00")
        page = words(chai.get(STANDING.format(2567)))
        assert "province ชลบุรี: 4 other agencies in this portal, 4 of them with an announced overall score" in page
        assert "Rank of this agency 2 of 5 Shared rank" in page
        assert "Median of the overall scores 90.00" in page
        assert "เทศบาลตำบลดีที่สุด 1 99.00 ผ่านดีเยี่ยม 98.00" in page
        assert "เทศบาลตำบลท้ายสุด 5 60.00 –" in page
        assert "Median of the others" not in page

    def test_with_fewer_than_three_others_nothing_is_compared(self, sets, town, chai):
        announce(town.agency, 2567, overall="90.00")
        likes(2, first="77.77")
        page = words(chai.get(STANDING.format(2567)))
        assert "There is too little to compare: at least 3 other agencies need an announced score." in page
        assert "77.77" not in page
        assert "เมือง0" not in page
        assert "Median" not in page

    @pytest.mark.parametrize("other", [
        {"kind": "sao"}, {"changwat": "ระยอง"}, {"is_demo": True}, {"changwat": ""},
    ])  # fmt: skip
    def test_others_of_another_kind_province_or_demonstration_do_not_count(self, sets, town, chai, other):
        likes(3)
        announce(make_agency("other", "อื่น", **other), 2567, overall="88.88")
        page = words(chai.get(STANDING.format(2567)))
        assert "3 other agencies" in page
        assert "88.88" not in page

    def test_a_demonstration_is_compared_with_demonstrations(self, sets, town, chai):
        town.agency.is_demo = True
        town.agency.save()
        likes(3)
        assert "0 other agencies" in words(chai.get(STANDING.format(2567)))

    @pytest.mark.parametrize(("origin", "counts"), [
        (Origin.ANNOUNCED, True), (Origin.ITAS, True), (Origin.IMPORTED, True), (Origin.DOCUMENT, False),
        (Origin.OTHER, False),
    ])  # fmt: skip
    def test_only_announced_scores_count(self, sets, town, chai, origin, counts):
        likes(3)
        announce(make_agency("other", "อื่น"), 2567, overall="88.88", origin=origin)
        page = words(chai.get(STANDING.format(2567)))
        assert ("88.88" in page) is counts
        assert f"4 other agencies in this portal, {4 if counts else 3} of them" in page

    def test_an_own_score_from_a_document_has_no_rank(self, sets, town, chai):
        announce(town.agency, 2567, overall="90.00", origin=Origin.DOCUMENT)
        likes(3)
        page = words(chai.get(STANDING.format(2567)))
        assert "The overall score of this agency has no announced source" in page
        assert "Rank of this agency" not in page

    def test_only_the_current_edition_of_the_year_is_read(self, sets, town, chai):
        (first, *_rest) = likes(3, first="90.00")
        announce(first, 2567, overall="91.50")
        announce(first, 2566, overall="66.66")
        page = words(chai.get(STANDING.format(2567)))
        assert "91.50" in page
        assert "66.66" not in page

    def test_nothing_else_of_another_agency_gets_there(self, sets, town, chai):
        """Another agency with something in every room, its own words in every text and figures of its own."""
        other = make_other_town()
        fill(other, "CANARY-ความลับ")
        announce(
            other.agency, 2567, overall="88.80", instruments={"IIT": "88.70", "XYZ": "12.34"},
            indicators={1: "12.35"}, items={"o1": "12.36"}, level="ระดับลับ", remark="หมายเหตุลับ",
        )  # fmt: skip
        with scope(agency=other.agency):
            ScoreNote.objects.create(
                agency=other.agency, assessed_year=2567, finding="overall", digest="0" * 64, text="บันทึกลับ", by_name="ลับ"
            )
        likes(3)
        response = chai.get(STANDING.format(2567))
        assert "เทศบาลตำบลเขาทอง 4 88.80 – 88.70" in words(response)
        body = response.content.decode()
        for secret in ("CANARY", "ลับ", "12.34", "12.35", "12.36", "XYZ", "66.66", "อนงค์", other.agency.slug):
            assert secret not in body

    def test_agencies_without_a_province_are_told_why(self, sets, town, chai):
        town.agency.changwat = ""
        town.agency.save()
        likes(3, overall="90.00")
        page = words(chai.get(STANDING.format(2567)))
        assert "The province of this agency is not recorded" in page
        assert "90.00" not in page

    def test_the_list_is_paged(self, sets, town, chai):
        likes(60)
        page = words(chai.get(STANDING.format(2567)))
        assert "Showing 1 to 50 of 60" in page
        assert "Showing 51 to 60 of 60" in words(chai.get(STANDING.format(2567) + "?page=2"))


def cost(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


FRAME = "/en/staff/ban-suan/item-sets/2500/"
"""A page that asks one question of its own."""


@pytest.mark.parametrize("path", [OVERVIEW, CHARTS.format(2567), STANDING.format(2567)])
def test_a_page_asks_six_questions_of_its_own_with_few_rows_and_many(sets, town, chai, path):
    for year in (2566, 2567):
        announce(town.agency, year, overall="90.00", indicators={1: "90.00"}, items={"o1": "90.00"})
    likes(3)
    chai.get(path), chai.get(FRAME)
    frame, few = cost(chai, FRAME) - 1, cost(chai, path)
    assert few - frame <= 6
    for year in (2564, 2565, 2568, *range(2540, 2560)):
        items = {f"o{number}": "90.00" for number in range(1, 30)}
        announce(town.agency, year, overall="90.00", indicators=TEN, items=items)
    for place in range(40):
        announce(make_agency(f"many-{place}", f"มาก{place}"), 2567, overall="80.00", instruments={"IIT": "80.00"})
    assert cost(chai, path) <= few


@pytest.mark.parametrize("path", [OVERVIEW, CHARTS.format(2567), STANDING.format(2567)])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_speak_one_language(sets, town, chai, path, language):
    for year in (2566, 2567):
        announce(town.agency, year, overall="90.00", level="ผ่าน", indicators=TEN | {4: "60.00"}, items={"o1": "90.00"})
    likes(3)
    response = chai.get(path if language == "en" else path.removeprefix("/en"))
    assert response.status_code == 200
    brought = [*Indicator.objects.values_list("name", flat=True), *Item.objects.values_list("title", flat=True)]
    brought += ["ผ่าน", "ชลบุรี", town.agency.full_name, *(str(user) for user in town.people.values())]
    longest_first = sorted(filter(None, brought), key=len, reverse=True)
    assert foreign_words(response.content.decode(), language, longest_first) == []


def test_topics_of_real_sets_lead_every_item_of_2568_somewhere_known(sets):
    """2568 has 28 items, all of them under a topic that 2567 has, too: nothing falls through by a slip of the table."""
    topics = set(" ".join(Item.objects.filter(item_set__fiscal_year=2567).values_list("topic", flat=True)).split())
    lost = [
        item.code for item in Item.objects.filter(item_set__fiscal_year=2568, instrument="OIT")
        if not topics & set(item.topic.split())
    ]  # fmt: skip
    assert lost == []
