"""A child process renders within limits, says in words why it could not, and leaves the caller alive."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from reports.blocks import Document, Paragraph
from reports.writers import bounded
from reports.writers.pdf import write_pdf
from tests.reports.source_documents import document_000, document_001

SMALL = Document("รายงาน", "หน่วยงาน", (Paragraph("ทำการทดสอบ"),))


def test_the_child_gives_what_the_writer_gives() -> None:
    assert bounded.render(document_001(is_demo=True)) == write_pdf(document_001(is_demo=True))


@pytest.mark.parametrize("document", [document_000(), document_001(is_draft=True), SMALL])
def test_a_document_survives_the_way_to_the_child(document: Document) -> None:
    data = json.loads(json.dumps(bounded.document_to_data(document)))
    assert bounded.document_from_data(data) == document


def test_too_long_a_time_is_refused_and_the_next_document_is_rendered() -> None:
    with pytest.raises(bounded.RenderTooLarge, match=r"not done after 0\.2 seconds"):
        bounded.render(SMALL, seconds=0.2)
    assert bounded.render(SMALL).startswith(b"%PDF-")


def test_too_much_memory_is_refused() -> None:
    large = replace(document_001(), blocks=document_001().blocks * 30)
    with pytest.raises(bounded.RenderTooLarge):
        bounded.render(large, memory_bytes=300 * 1024**2)


def test_an_odd_failure_counts_as_memory_only_near_the_limit() -> None:
    """GLib and C extensions do not always raise MemoryError; far from the limit a defect stays a defect."""
    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    assert bounded._memory_is_used_up(mapped) is True
    assert bounded._memory_is_used_up(1024 * mapped) is False


def test_too_long_a_field_is_refused_with_the_writers_words() -> None:
    with pytest.raises(bounded.RenderTooLarge, match="20001 characters in one field"):
        bounded.render(replace(SMALL, blocks=(Paragraph("ก" * 20_001),)))


def test_what_is_missing_is_named_and_may_be_tried_again(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_TYPESETTING_DIR", str(tmp_path))
    with pytest.raises(bounded.RenderFailed, match="are not built in") as caught:
        bounded.render(SMALL)
    assert not isinstance(caught.value, bounded.RenderTooLarge)


def test_the_child_sees_no_secret_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret@nowhere/x")
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert {"DATABASE_URL", "SECRET_KEY"}.isdisjoint(bounded._environment())
    assert bounded._environment()["PATH"] == os.environ["PATH"]


def test_twenty_thousand_letters_without_a_blank_are_done_in_time() -> None:
    assert bounded.render(replace(SMALL, blocks=(Paragraph("การ" * 6_600),)), seconds=20).startswith(b"%PDF-")
