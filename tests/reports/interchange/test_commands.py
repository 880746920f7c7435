"""The two commands as people and scripts see them: what they print, and how they end."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import Agency
from reports.interchange.problems import Problem, in_both_languages
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, differing

ROOT = Path(__file__).resolve().parents[3]


def said(*arguments) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_load_prints_the_short_name_first_and_dump_takes_it():
    out, err = said("load_document", GIVEN / "001.yaml")
    slug = out.splitlines()[0]
    assert Agency.objects.get(slug=slug).name == "ไผ่ดำพัฒนา"
    assert err == ""
    assert "measures 10" in out
    text, err = said("dump_document", slug, 2568)
    assert err == ""
    assert differing((GIVEN / "001.yaml").read_text("utf-8"), text) == set()


@pytest.mark.django_db
def test_dump_writes_a_file_as_yaml_or_json(tmp_path):
    slug = said("load_document", INVENTED / "website_check.yaml")[0].splitlines()[0]
    whole = yaml.safe_load((INVENTED / "website_check.yaml").read_text("utf-8"))
    said("dump_document", slug, 2565, "--output", tmp_path / "one.yaml")
    said("dump_document", slug, 2565, "--output", tmp_path / "two.json")
    assert yaml.safe_load((tmp_path / "one.yaml").read_text("utf-8")) == whole
    assert json.loads((tmp_path / "two.json").read_text("utf-8")) == whole
    assert json.loads(said("dump_document", slug, 2565, "--json")[0]) == whole


@pytest.mark.django_db
def test_unknown_words_are_warned_of_with_file_and_place():
    out, err = said("load_document", INVENTED / "website_check.yaml")
    assert out.splitlines()[0] == Agency.objects.get().slug
    assert "website_check.yaml: oit.rows[2].finding_class: “halfway”" in err


@pytest.mark.django_db
def test_a_refusal_names_file_place_and_remedy(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "agency: {name: x}\nfiscal_years: {report: 2567}\nmeasures: [{entries: [{period: ตลอดปี}]}]\n", "utf-8"
    )
    with pytest.raises(CommandError) as refusal:
        said("load_document", path)
    assert "mine.yaml: measures[0].entries[0].period: " in str(refusal.value)
    path.write_text("a: [\n", "utf-8")
    with pytest.raises(CommandError, match=r"mine\.yaml:2: "):
        said("load_document", path)
    assert not Agency.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [("nowhere", 2568), ("ban-rai", 2568)])
def test_dump_of_nothing_is_refused(arguments):
    Agency.objects.create(slug="ban-rai", name="บ้านไร่", full_name="เทศบาลตำบลบ้านไร่")
    with pytest.raises(CommandError):
        said("dump_document", *arguments)


def test_sentences_come_in_thai_and_english():
    class Told:
        def __str__(self) -> str:
            return f"said in {translation.get_language()}"

    assert in_both_languages(Told()) == "said in th\nsaid in en"
    assert in_both_languages(Problem("a.b", "only once", {})) == "a.b: only once"


def test_a_refusal_ends_the_process_with_an_error(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "load_document", str(tmp_path / "none.yaml")], cwd=ROOT, capture_output=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"none.yaml" in done.stderr
    assert done.stdout == b""
