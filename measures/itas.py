"""What is typed into ITAS for one OIT item, in its order: item, มี/ไม่มี, addresses, explanation.

Pure; not here: freezing it (``measures.services.filing``), the workbook (``measures.itas_workbook``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from measures.models import Disclosure


@dataclass(frozen=True)
class Answer:
    """One row of the sheet. ``explanation_is_draft``: nobody has written one, it was made from the click paths."""

    code: str
    title: str
    answer: str
    links: tuple[tuple[str, str], ...]
    explanation: str
    explanation_is_draft: bool
    present_elements: tuple[tuple[str, ...], ...]

    def content(self) -> dict[str, Any]:
        """As a filing keeps it."""
        return {
            "code": self.code, "title": self.title, "answer": self.answer,
            "links": [{"url": url, "click_path": path} for url, path in self.links],
            "explanation": self.explanation, "present_elements": [list(path) for path in self.present_elements],
        }  # fmt: skip


def answer_of(disclosure: Disclosure) -> Answer:
    """The row as it stands; needs item and links loaded. What nobody has answered stays empty."""
    links = tuple((link.url, link.click_path) for link in disclosure.links.all())
    return Answer(
        code=disclosure.code, title=disclosure.shown_title, answer=disclosure.answer, links=links,
        explanation=disclosure.explanation or explained_by(links),
        explanation_is_draft=not disclosure.explanation and bool(explained_by(links)),
        present_elements=tuple(tuple(path) for path in disclosure.present_elements),
    )  # fmt: skip


def explained_by(links: tuple[tuple[str, str], ...]) -> str:
    """The click paths as an explanation, numbered when there are several; empty without any."""
    paths = [" ".join(path.split()) for _url, path in links if path.strip()]
    return paths[0] if len(paths) == 1 else "\n".join(f"{number}. {path}" for number, path in enumerate(paths, start=1))


def lacks_of(answer: Answer) -> list[str]:
    """What keeps the item from being filed: ``answer``, or ``links`` where it says มี. Empty when nothing does."""
    if not answer.answer:
        return ["answer"]
    return ["links"] if answer.answer == Disclosure.Answer.HAS and not answer.links else []
