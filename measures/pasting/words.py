"""Words the offices write for what the portal keeps as a code: statuses, findings, answers, tick boxes.

Not here: the labels of the codes (the models), reading a whole row (``rows``).
"""

from __future__ import annotations

import re

from measures.pasting.columns import bare

STATUS = {
    "not_started": ("ยังไม่ได้ดำเนินการ", "ยังไม่ดำเนินการ", "ยังไม่เริ่ม", "Not started"),
    "in_progress": ("อยู่ระหว่างดำเนินการ", "ระหว่างดำเนินการ", "กำลังดำเนินการ", "In progress"),
    "done": ("ดำเนินการแล้ว", "ดำเนินการ", "ดำเนินการแล้วเสร็จ", "แล้วเสร็จ", "เสร็จแล้ว", "เสร็จสิ้น", "Carried out"),
    "not_done": ("ไม่ได้ดำเนินการ", "ไม่ดำเนินการ", "Not done"),
}
FINDING = {
    "complete": ("มีข้อมูลครบถ้วน", "ครบถ้วน", "Complete"),
    "incomplete": ("ไม่ครบถ้วน", "Incomplete"),
    "missing": ("ไม่พบข้อมูล", "ไม่พบ", "Not found"),
    "informative": ("บันทึกข้อสังเกต", "ข้อสังเกต", "Noted"),
    "blank": ("ไม่ได้ระบุ", "Left blank"),
}
ANSWER = {"has": ("มี", "มีข้อมูล", "yes"), "has_not": ("ไม่มี", "ไม่มีข้อมูล", "no")}
NO_BUDGET = ("ไม่ใช้งบประมาณ", "ไม่ใช้งบ", "ไม่มีงบประมาณ", "ไม่ได้ใช้งบประมาณ", "ใช่", "yes")
WORDS = {"status": STATUS, "finding": FINDING, "answer": ANSWER}

_TICKED, _OPEN = "☑☒✓✔🗹🗸\uf052\uf0fe\uf0fc", "☐□❏❑\uf0a8\uf06f\uf072"
_BOX = re.compile(rf"\s*(?P<box>[{_TICKED}{_OPEN}])\s*(?P<words>[^{_TICKED}{_OPEN}\n]*)")
_NOT_DONE_BECAUSE = re.compile(r"ไม่ได้ดำเนินการ\s*(?:เนื่องจาก|เพราะ)\s*(?P<reason>\S.*)", re.DOTALL)


def code_of(kind: str, word: str) -> str | None:
    """The code a word stands for, for a kind of ``WORDS``; None for a word that is not known."""
    text = bare(word)
    for code, words in WORDS[kind].items():
        if word == code or text in {bare(each) for each in words}:
            return code
    return None


def word_of(kind: str, code: str) -> str:
    """The word our workbook writes for a code; a stored word that is no code stays."""
    return WORDS[kind][code][0] if code in WORDS[kind] else code


def says_no_budget(text: str) -> bool:
    """Whether a cell of figures says in words that the work uses no budget."""
    return bare(text) in {bare(each) for each in NO_BUDGET}


def split_boxes(text: str) -> tuple[str, str]:
    """The status that tick boxes in the cell say (empty without one), and the cell's other lines.

    Only boxes beside words of a status count; a cell with none, or with two ticked, is left as it is.
    """
    ticked, others, seen = [], [], False
    for line in text.split("\n"):
        boxes = list(_BOX.finditer(line))
        codes = [code_of("status", box["words"]) for box in boxes]
        if boxes and all(codes):
            seen = True
            ticked += [code for box, code in zip(boxes, codes, strict=True) if box["box"] in _TICKED]
        else:
            others.append(line)
    if not seen or len(ticked) != 1:
        return "", text
    return ticked[0], "\n".join(others).strip()


def not_done_because(text: str) -> str:
    """The reason in a cell that only says ไม่ได้ดำเนินการ เนื่องจาก …; empty for any other cell."""
    match = _NOT_DONE_BECAUSE.fullmatch(text.strip())
    return match["reason"].strip() if match else ""
