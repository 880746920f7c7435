"""A report's detours: sent back, corrected, recalled, signed, published, and replaced by a corrected edition.

Over HTTP, page by page, with a real worker that sets the PDFs. What was proposed and refused is kept as it was.
"""

import hashlib
import subprocess

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from measures.models import Activity, Measure, Plan, Result, Round, RowStatus
from publishing.models import Edition
from reports.ledger import entries_of, verify_chain
from reports.models import Report, Snapshot
from tests.architecture.forms import post_forms
from tests.measures.reading import send
from tests.reports.pdf_text import squeezed
from tests.world import PASSWORD, make_town

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = 2568
WRONG, RIGHT = "เผยแพร่ครบ ๓๔ รายการ", "เผยแพร่ครบ ๓๕ รายการ"
REASON = "โปรดแก้จำนวนเป็น ๓๕\nแล้วเสนอใหม่"


@pytest.fixture
def town(transactional_db):
    town = make_town()
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=YEAR, measures_year=YEAR)
        measure = Measure.objects.create(plan=plan, position=1, number=1, number_text="๑", title="มาตรการเผยแพร่ข้อมูล")
        activity = Activity.objects.create(
            measure=measure, position=0, methods=[{"marker": "1.", "text": "ตรวจทานเว็บไซต์"}], period_text="ทั้งปี",
            units=["สำนักปลัด"],
        )  # fmt: skip
        Result.objects.create(
            activity=activity, round=Round.TWELVE_MONTHS, status=RowStatus.DONE,
            outputs=[{"marker": "-", "text": WRONG}],
        )  # fmt: skip
    return town


@pytest.fixture
def office(town, worker, wait_until):
    return Desks(town, wait_until)


class Desks:
    """The town's people at their browsers, and the one report they pass around."""

    def __init__(self, town, wait_until):
        self.town, self.wait_until = town, wait_until
        self.clients = {name: self._logged_in(name) for name in ("chai", "duangjai", "ekachai")}
        self.report_id = 0

    def _logged_in(self, name: str) -> Client:
        client = Client()
        client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
        return client

    def address(self, page: str, **parts) -> str:
        return reverse(page, kwargs={"agency": self.town.agency.slug, **parts})

    def here(self, page: str = "report_detail", **parts) -> str:
        return self.address(page, report_id=self.report_id, **parts)

    def page(self, who: str, address: str) -> str:
        answer = self.clients[who].get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def open_report(self) -> None:
        answer = send(self.clients["chai"], self.address("report_new"), layout="result-7col")
        self.report_id = int(answer["Location"].rstrip("/").rpartition("/")[2])

    def compose(self) -> Snapshot:
        """A new snapshot with its PDF, set by the worker."""
        assert self.clients["chai"].post(self.here("report_compose")).status_code == 302

        def has_pdf():
            """the worker has set the PDF"""
            with scope(agency=self.town.agency):
                snapshot = Snapshot.objects.filter(report=self.report_id).order_by("-number").first()
            return snapshot if snapshot.pdf_id else None

        return self.wait_until(has_pdf, seconds=90)

    def press(self, who: str, act: str, **fields: str):
        """Open the page of the act, fill it in, press; the page that follows."""
        form = post_forms(self.page(who, f"{self.here('report_sign')}?act={act}"))[-1]
        answer = self.clients[who].post(self.here("report_move"), form.data(**fields), follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def recall(self, who: str) -> str:
        """The one act that is a button of the report's page itself."""
        form = next(one for one in post_forms(self.page(who, self.here())) if dict(one.values).get("act") == "recall")
        return self.clients[who].post(form.action, form.data(), follow=True).content.decode()

    def correct(self, outputs: str) -> None:
        """Edit the result as the reporter does, in its form."""
        with scope(agency=self.town.agency):
            activity = Activity.objects.get()
        address = self.address("result_edit", year=YEAR, measure_id=activity.measure_id, round="twelve_months")
        answer = send(self.clients["chai"], address, **{f"activity-{activity.pk}-outputs": f"- {outputs}"})
        assert answer.status_code == 302

    def publish(self) -> Edition:
        form = post_forms(self.page("chai", self.here("report_publish")))[-1]
        assert self.clients["chai"].post(self.here("report_publish"), form.data()).status_code == 302
        return Edition.objects.get(report_id=self.report_id)

    def sign_all_the_way(self) -> None:
        for who, act in (("chai", "propose"), ("duangjai", "approve"), ("ekachai", "sign")):
            self.press(who, act)

    def state(self) -> str:
        with scope(agency=self.town.agency):
            return Report.objects.get(pk=self.report_id).state

    def acts(self) -> list[tuple[str, str]]:
        assert verify_chain(self.town.agency) == []
        with scope(agency=self.town.agency):
            report = Report.objects.get(pk=self.report_id)
            return [(entry.act, entry.actor_name) for entry in entries_of(report)]

    def pdf(self, number: int) -> bytes:
        return self.clients["chai"].get(self.here("snapshot_pdf", number=number)).content


def words_of(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return squeezed(run.stdout.decode())


def downloaded(edition: Edition) -> bytes:
    """The file as a stranger gets it."""
    address = reverse("published_file", kwargs={"sha256": edition.pdf_sha256, "file_name": edition.file_name})
    answer = Client().get(address)
    assert (answer.status_code, answer.cookies) == (200, {})
    content = b"".join(answer)
    assert hashlib.sha256(content).hexdigest() == edition.pdf_sha256
    return content


def test_sent_back_corrected_and_proposed_again(office):
    office.open_report()
    first = office.compose()
    office.press("chai", "propose")
    first_pdf = office.pdf(1)
    office.press("duangjai", "send_back", note=REASON)

    assert office.state() == "sent_back"
    inbox = office.page("chai", office.address("inbox"))
    assert office.here() in inbox
    page = office.page("chai", office.here())
    assert REASON in page
    assert "ดวงใจ มั่นคง" in page

    office.correct(RIGHT)
    second = office.compose()
    office.press("chai", "propose")

    assert (first.number, second.number) == (1, 2)
    assert office.pdf(1) == first_pdf
    wrong, right = words_of(first_pdf), words_of(office.pdf(2))
    assert right == wrong.replace(squeezed(WRONG), squeezed(RIGHT))
    assert squeezed(RIGHT) in right
    assert office.state() == "at_palad"
    assert office.acts() == [
        ("propose", "ชัย ตั้งตรง"), ("send_back", "ดวงใจ มั่นคง"), ("propose", "ชัย ตั้งตรง"),
    ]  # fmt: skip


def test_sent_back_by_the_mayor_it_goes_through_every_desk_again(office):
    office.open_report()
    office.compose()
    office.press("chai", "propose")
    office.press("duangjai", "approve")
    office.press("ekachai", "send_back", note=REASON)
    office.correct(RIGHT)
    office.compose()
    office.sign_all_the_way()
    assert office.state() == "signed"
    assert [act for act, _who in office.acts()] == ["propose", "approve", "send_back", "propose", "approve", "sign"]
    assert words_of(downloaded(office.publish())) == words_of(office.pdf(2))


def test_without_a_reason_it_stays_where_it_is(office):
    office.open_report()
    office.compose()
    office.press("chai", "propose")
    form = post_forms(office.page("duangjai", f"{office.here('report_sign')}?act=send_back"))[-1]
    answer = office.clients["duangjai"].post(office.here("report_move"), form.data(note="  "))
    assert answer.status_code == 422
    assert office.state() == "at_palad"
    assert [act for act, _who in office.acts()] == ["propose"]


def test_recalled_step_by_step_and_sent_on_again(office):
    office.open_report()
    office.compose()
    office.press("chai", "propose")
    office.press("duangjai", "approve")
    office.recall("duangjai")
    assert office.state() == "at_palad"
    office.recall("chai")
    assert office.state() == "draft"
    office.sign_all_the_way()
    assert office.state() == "signed"
    acts = [act for act, _who in office.acts()]
    assert acts == ["propose", "approve", "recall", "recall", "propose", "approve", "sign"]


def test_a_corrected_edition_replaces_the_first_and_both_stay_downloadable(office):
    office.open_report()
    office.compose()
    office.sign_all_the_way()
    first, first_report = office.publish(), office.report_id
    office.correct(RIGHT)
    assert words_of(downloaded(first)).count(squeezed(WRONG)) == 1  # live rows reach no published file

    office.open_report()
    assert office.report_id != first_report
    office.compose()
    office.sign_all_the_way()
    second = office.publish()

    first.refresh_from_db()
    assert (first.superseded_by_code, second.superseded_by_code) == (second.code, "")
    assert (first.edition_number, second.edition_number) == (1, 2)
    assert squeezed(WRONG) in words_of(downloaded(first))
    assert squeezed(RIGHT) in words_of(downloaded(second))

    stranger = Client()
    agency = stranger.get(reverse("public_agency", kwargs={"slug": office.town.agency.slug})).content.decode()
    year = reverse("public_year", kwargs={"slug": office.town.agency.slug, "year": YEAR})
    both = stranger.get(year).content.decode()
    addresses = [reverse("public_document", kwargs={"code": edition.code}) for edition in (first, second)]
    assert [address in agency for address in addresses] == [False, True]
    assert both.index(addresses[1]) < both.index(addresses[0])
    assert addresses[1] in stranger.get(addresses[0]).content.decode()
    assert stranger.cookies == {}

    office.report_id = first_report
    assert office.state() == "superseded"
    assert [act for act, _who in office.acts()] == ["propose", "approve", "sign", "publish", "supersede"]
