"""A workbook brought back unchanged changes nothing and fills an empty year with equal rows; it holds no formula.

Not here: workbooks made to do harm (``test_hostile_workbooks``).
"""

import io
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from accounts.models import Agency, Office
from files.bounded import call
from measures.forms.pasted.texts import oit_texts, plan_texts, results_texts
from measures.models import Activity, Disclosure, Measure, PastedTable, Plan, Result
from measures.pasting.columns import FIELDS, TARGETS, fields_of
from measures.pasting.sheets import read_workbook
from measures.pasting.words import WORDS
from measures.pasting.workbook import write_workbook
from tests.architecture.forms import post_forms
from tests.architecture.references import rows_of
from tests.measures import nasty
from tests.measures.pasting.tables import FIELD_OF, form_that
from tests.world import appoint, make_user
from thai.markers import parse_lines, render_lines

pytestmark = pytest.mark.django_db
DOCUMENTS = sorted((Path(settings.BASE_DIR) / "fixtures" / "demo").glob("*.yaml"))
ROUND = "twelve_months"


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def loaded(request):
    """The agency of a loaded document, its year, and its reporter's client."""
    call_command("load_item_sets", verbosity=0)
    call_command("load_document", str(request.param), verbosity=0)
    agency = Agency.objects.get()
    agency.is_tenant = True
    agency.save()
    reporter = make_user("chai")
    appoint(reporter, agency, Office.REPORTER)
    client = Client()
    client.force_login(reporter)
    with scope(agency=agency):
        yield agency, Plan.objects.get(), client


def address(plan, name, **more):
    return reverse(name, kwargs={"agency": plan.agency.slug, "year": plan.fiscal_year} | more)


def exported(client, plan, target, listed_as="measures"):
    more = {"round": ROUND} if target == "results" else {}
    answer = client.get(address(plan, f"{target}_workbook", **more) + ("?list=plan" if listed_as == "plan" else ""))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.content


def brought(client, plan, target, content, listed_as="measures"):
    """Upload the workbook; the preview's path."""
    path = address(plan, f"{target}_paste") + ("?list=plan" if listed_as == "plan" else "")
    sent = post_forms(client.get(path).content.decode())[0].data() | {"file": SimpleUploadedFile("กรอก.xlsx", content)}
    answer = client.post(path, sent | ({"round": ROUND} if target == "results" else {}))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    table = PastedTable.objects.order_by("-pk").first()
    assert table.source_name == "กรอก.xlsx"
    return address(plan, f"{target}_pasted", **{FIELD_OF[target]: table.pk})


def texts_of(plan, target, listed_as="measures"):
    """What the year says, without ids."""
    rows = {
        "plan": lambda: plan_texts(plan=plan, listed_as=listed_as),
        "results": lambda: results_texts(plan=plan, round=ROUND),
        "oit": lambda: oit_texts(plan=plan),
    }[target]()
    left_out = {"row_ref"} | ({"title", "elements"} if target == "oit" else set())
    return [{name: text.strip() for name, text in row.items() if name not in left_out} for row in rows]


TABLES = [("plan", "measures"), ("plan", "plan"), ("results", "measures"), ("oit", "measures")]


def test_a_document_brought_back_unchanged_proposes_nothing(loaded):
    agency, plan, client = loaded
    seen = 0
    for target, listed_as in TABLES:
        rows = texts_of(plan, target, listed_as)
        if not rows:
            continue
        path = brought(client, plan, target, exported(client, plan, target, listed_as), listed_as)
        preview = client.get(path).context["preview"]
        assert [(each.state, each.differences, each.errors) for each in preview.proposals] == [("same", [], [])] * len(
            rows
        )
        assert preview.left == []
        before = {label: found for label, found in rows_of(agency).items() if "pasted" not in label.lower()}
        client.post(path, form_that(client, path, "apply").data() | {"use_all": "yes"})
        after = {label: found for label, found in rows_of(agency).items() if "pasted" not in label.lower()}
        assert after == before
        seen += len(rows)
    assert seen >= 9


def test_a_document_fills_an_empty_year_with_equal_rows(loaded):
    agency, plan, client = loaded
    empty = Plan.objects.create(agency=agency, fiscal_year=2575)
    for target, listed_as in TABLES:
        rows = texts_of(plan, target, listed_as)
        if not rows:
            continue
        path = brought(client, empty, target, exported(client, plan, target, listed_as), listed_as)
        assert client.get(path).context["preview"].troubled == []
        answer = client.post(path, form_that(client, path, "apply").data())
        assert answer.status_code == 302
        assert texts_of(empty, target, listed_as) == rows
    assert stored(empty) == stored(plan)


def stored(plan):
    """Lists and dates as they are kept, not only as they are shown."""
    activities = Activity.objects.filter(measure__plan=plan).order_by(
        "measure__listed_as", "measure__position", "position"
    )
    return [
        (
            each.methods,
            each.units,
            each.period_start,
            each.period_end,
            each.measure.number,
            [
                (result.status, result.outputs, result.outcomes)
                for result in each.results.filter(round=ROUND)
                if result.says_something
            ],
        )
        for each in activities
    ] + [(each.number, each.units, each.status) for each in Disclosure.objects.filter(plan=plan).order_by("position")]


def test_nasty_rows_brought_back_unchanged_propose_nothing(filled, logged_in):
    """What no form would accept comes through a workbook unharmed, too."""
    client, plan = logged_in("chai"), filled.plan
    with scope(agency=filled.town.agency):
        nasty.make_results(nasty.make_measure(plan))
        nasty.make_disclosure(plan)
        for target, listed_as in TABLES:
            if not texts_of(plan, target, listed_as):
                continue
            path = brought(client, plan, target, exported(client, plan, target, listed_as), listed_as)
            preview = client.get(path).context["preview"]
            assert {(each.state, str(each.differences)) for each in preview.proposals} == {("same", "[]")}


NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "＝ก",
    '"=HYPERLINK(""x"")"',
    "#REF!",
    "#DIV/0!",
    "TRUE",
    "true",
    "1E5",
    "0001",
    "12/10/2568",
    "2568-10-01",
    "' or 1=1",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "%s %(x)s {{ y }}",
    "ก้ำกึ่ง",
    "น้ำใจ\nสองบรรทัด",
    "๑. นับ\n๒. นับ\n๒. ซ้ำ",
    "- ขีด\n  - ย่อย\n    - ย่อยของย่อย",
    "(๑) วงเล็บ",
    "1.1 ลำดับ\n1.2 ลำดับ",
    "ก. อักษร\nข. อักษร",
    "_x0041_",
    "ยาว" * 900,
    "🙂 \U0001f9d1\u200d",
    "a\u00a0b",
    "\u202eกลับ",
    "null",
    "None",
    "NaN",
    "-",
    "–",
    "",
]
TEXT = st.sampled_from(NASTY) | st.text(st.sampled_from(list("กขน้ำ่เแโ๑๒19.-()\n =+@\"'<&")), max_size=40)


@given(st.sampled_from(TARGETS), st.data())
@how(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cells_come_back_as_they_went_out(target, data):
    """No formula is in the file, and every cell comes back letter by letter, but for what cannot be seen."""
    from measures.pasting.table import clean

    names = [field.name for field in FIELDS[target] if field.kind not in WORDS and field.kind != "no_budget"]
    rows = data.draw(st.lists(st.fixed_dictionaries({name: TEXT for name in names}), min_size=1, max_size=4))
    rows = [row | {"row_ref": f"{number}-1"} for number, row in enumerate(rows, start=1)]
    content = write_workbook(target, rows)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None] == []
    (sheet,) = read_workbook(content)[0]["sheets"]
    fields = list(fields_of(target))
    back = [dict(zip(fields, row + [""] * len(fields), strict=False)) for row in sheet["rows"][1:]]
    assert back == [{name: clean(row.get(name, "")) for name in fields} for row in rows]


def test_all_nasty_texts_in_one_workbook():
    content = write_workbook("plan", [{"row_ref": "1-1", "title": text, "methods": text} for text in NASTY])
    data, _nothing = call(read_workbook, content)
    from measures.pasting.table import clean

    place = list(fields_of("plan")).index("title")
    assert [(row + [""] * 30)[place] for row in data["sheets"][0]["rows"][1:]] == [clean(text) for text in NASTY]


STEPS = st.sampled_from(
    [
        "๑. หนึ่ง\n๒. สอง\n๒. ซ้ำ",
        "- ขีด\n  - ย่อย\n  - ย่อย\n- ขีด",
        "(1) ก\n(2) ข",
        "ไม่มีเครื่องหมาย",
        "=1+1",
        "@ก",
        "1.1 ก\n1.2 ข",
        "ก. ก\nข. ข",
        "๑. บรรทัด\n      ต่อบรรทัด\n๒. สอง",
        "• จุด",
        "+66 2 123 4567",
        "น้ำ ก้ำกึ่ง",
    ]
)
TITLES = st.sampled_from(
    ["=มาตรการ", "มาตรการ\nสองบรรทัด", "+1 เรื่อง", "ข้อ ๑", "-", "@นัด", "ประเด็นที่ ๑ เรื่องหนึ่ง", "ก" * 300, "ที่ 5"]
)


@given(st.lists(st.tuples(TITLES, st.lists(STEPS, min_size=1, max_size=3)), min_size=1, max_size=5))
@how(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_plan_fills_an_empty_year_with_equal_rows(filled, logged_in, plan_rows):
    client, agency = logged_in("chai"), filled.town.agency
    with scope(agency=agency):
        Plan.objects.filter(fiscal_year__gte=2580).delete()
        one, other = (Plan.objects.create(agency=agency, fiscal_year=year) for year in (2580, 2581))
        for place, (title, steps) in enumerate(plan_rows, start=1):
            measure = Measure.objects.create(
                plan=one, position=place, title=title, number_text=f"{place}.", number=place
            )
            for number, text in enumerate(steps):
                Activity.objects.create(
                    measure=measure,
                    position=number,
                    methods=parse_lines(text),
                    units=["กองคลัง", "=กองช่าง"],
                    period_text="ต.ค. ๖๗",
                    remark="-ขีด",
                    target_figure=number,
                )
        path = brought(client, other, "plan", exported(client, one, "plan"))
        client.post(path, form_that(client, path, "apply").data())
        assert texts_of(other, "plan") == texts_of(one, "plan")
        assert [each.methods for each in Activity.objects.filter(measure__plan=other).order_by("pk")] == [
            each.methods
            for each in Activity.objects.filter(measure__plan=one).order_by("measure__position", "position")
        ]


def test_the_results_workbook_is_for_its_round(filled, logged_in):
    """The other round's text is not in it."""
    with scope(agency=filled.town.agency):
        Result.objects.create(
            activity=filled.activity, round="six_months", outputs=[{"marker": None, "text": "เดือนมีนา"}]
        )
        content = exported(logged_in("chai"), filled.plan, "results")
        words = str(read_workbook(content)[0])
        assert ("เดือนมีนา" in words, render_lines(filled.result.outputs) in words) == (False, True)


def test_templates_for_all_targets_are_written(tmp_path):
    call_command("write_import_templates", str(tmp_path), verbosity=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["oit.xlsx", "plan.xlsx", "results.xlsx"]
    for target in TARGETS:
        (sheet,) = read_workbook((tmp_path / f"{target}.xlsx").read_bytes())[0]["sheets"]
        assert sheet["rows"] == [[field.headings[0] for field in FIELDS[target]]]
