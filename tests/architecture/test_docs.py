"""What the documents say is there: commands, targets, files, words; and the Thai is complete."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import polib
import pytest
from django.core.management import get_commands
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import Office
from indicators.models import Origin, ScoreValue
from measures.link_words import VERDICTS
from measures.models import Clarification, Disclosure, Round, RowStatus
from reports.models import ReportKind, ReportState
from reports.signoff import STEPS

ROOT = Path(__file__).resolve().parents[2]
OURS = {"accounts", "indicators", "ita_portal", "jobs", "measures", "publishing", "reports"}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CATALOGUE = ROOT / "locale/th/LC_MESSAGES/django.po"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_rows(document: str, heading: str) -> list[tuple[str, ...]]:
    """The cells of the first table under a heading."""
    part = document.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in part.splitlines() if line[:1] == "|"]
    return rows[2:]


def test_operations_lists_every_command_of_ours():
    real = {name for name, package in get_commands().items() if package in OURS}
    written = {re.match(r"`(\w+)", row[0])[1] for row in table_rows(text("docs/operations.md"), "Commands")}
    assert written == real


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_targets_that_are_named_exist(document):
    words = re.findall(r"`([^`\n]+)`", document.read_text(encoding="utf-8"))
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    missing = [word for word in words if word.startswith("make ") and word.split()[1] not in targets]
    for word in words:
        path = word.split()[0].rstrip("/").split("::")[0]
        if re.fullmatch(r"(?:[\w.-]+/)+[\w.*-]+\.(?:py|md|toml|yaml|yml|css)", path) and not list(ROOT.glob(path)):
            missing.append(word)
    assert missing == []


@pytest.mark.parametrize(
    ("heading", "real"),
    [
        ("Statuses of a report (`reports.models.ReportState`)", ReportState.choices),
        ("Statuses of a row (`measures.models.RowStatus`)", RowStatus.choices),
        ("Offices (`accounts.models.Office`)", Office.choices),
        ("Rounds (`measures.models.Round`)", Round.choices),
        ("What came of a clarification (`measures.models.Clarification.Outcome`)", Clarification.Outcome.choices),
        ("Answers typed into ITAS (`measures.models.Disclosure.Answer`)", Disclosure.Answer.choices),
        ("What a link check found (`links.verdict.Verdict`)", [(str(k), each.title) for k, each in VERDICTS.items()]),
        ("Kinds of report (`reports.models.ReportKind`)", ReportKind.choices),
        ("Where a score was read (`indicators.models.Origin`)", Origin.choices),
        ("Parts of a score sheet (`indicators.models.ScoreValue.Part`)", ScoreValue.Part.choices),
        ("Acts of the sign-off (`reports.signoff`)", {step.act: step.label for step in STEPS}.items()),
    ],
)
def test_the_glossary_says_what_the_interface_says(heading, real):
    rows = {code.strip("`"): (thai, english) for thai, english, code in table_rows(text("docs/glossary.md"), heading)}
    shown = {}
    for code, label in real:
        spoken = []
        for language in ("th", "en"):
            with translation.override(language):
                spoken.append(str(label))
        shown[code] = tuple(spoken)
    assert rows == shown


def test_the_thai_catalogue_is_complete_and_compiled():
    catalogue = polib.pofile(str(CATALOGUE))
    assert [entry.msgid for entry in catalogue if not entry.translated() and not entry.obsolete] == []
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    assert {entry.msgid: entry.msgstr for entry in catalogue if not entry.msgid_plural}.items() <= compiled.items()


def test_placeholders_survive_translation():
    catalogue = polib.pofile(str(CATALOGUE))
    pattern = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    wrong = [
        entry.msgid
        for entry in catalogue
        if not entry.msgid_plural and set(pattern.findall(entry.msgid)) != set(pattern.findall(entry.msgstr))
    ]
    assert wrong == []


def test_every_message_of_the_code_is_in_the_catalogue():
    """Messages written in the code but never collected would show in English on Thai pages."""
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}
    simple = re.compile(r"""(?<![\w.])(?:_|gettext|gettext_lazy|gettext_noop)\(\s*"((?:[^"\\]|\\.)*)"\s*\)""")
    tags = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
    missing = set()
    for path in tracked("*.py", "*.html"):
        if path.parts[len(ROOT.parts)] in {"tests", "tools", "bench"}:
            continue
        content = path.read_text(encoding="utf-8")
        found = simple.findall(content) if path.suffix == ".py" else ["".join(pair) for pair in tags.findall(content)]
        missing |= {msgid.encode().decode("unicode_escape") if "\\" in msgid else msgid for msgid in found} - known
    assert sorted(missing) == []


def test_public_addresses_are_those_of_the_document():
    """Kept for ever: the table's addresses, filled in, are what the routes give."""
    parts = {"agency": "ban-suan", "year": "2568", "code": "abcd2345", "sha256": "ab" * 32, "file name": "รายงาน.pdf"}
    written = {
        re.sub(r"<([\w ]+)>", lambda found: parts[found[1]], row[0].strip("`"))
        for row in table_rows(text("docs/architecture.md"), "Language, time, addresses")
    }
    agency, file = {"slug": parts["agency"]}, {"sha256": parts["sha256"], "file_name": parts["file name"]}
    assert written == {
        reverse("public_home"),
        reverse("public_agency", kwargs=agency),
        reverse("public_year", kwargs=agency | {"year": 2568}),
        reverse("public_document", kwargs={"code": parts["code"]}),
        unquote(reverse("published_file", kwargs=file)),
    }


def test_modules_stay_small():
    """A module over 400 lines is more than one room."""
    long = [str(path.relative_to(ROOT)) for path in tracked("*.py") if len(path.read_bytes().splitlines()) > 400]
    assert long == []


def test_nothing_of_anybody_else_is_committed():
    foreign = re.compile(r"(?i)(bootstrap|htmx|jquery)[^/]*\.(css|js)$|\.(ttf|otf|woff2?)$")
    assert [str(path) for path in tracked() if foreign.search(path.name)] == []


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows, or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def test_gettext_is_asked_in_thai():
    with translation.override("th"):
        assert gettext("Publish") == "เผยแพร่"
