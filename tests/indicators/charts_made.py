"""Charts with known values, for the tests of drawings in pages and on paper."""

from __future__ import annotations

from decimal import Decimal

from indicators.charts.marks import Chart, Mark

NAMES = (
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
)  # fmt: skip


def chart(*values: str | None, pass_mark: str | None = "85", names: tuple[str, ...] = NAMES) -> Chart:  # noqa: S107 – a threshold
    """A chart of these values, named like the ten indicators, round and round."""
    marks = tuple(
        Mark(str(place + 1), names[place % len(names)], Decimal(value) if value else None, value or "")
        for place, value in enumerate(values)
    )
    return Chart(
        title="คะแนนรายตัวชี้วัด", description="", marks=marks, no_data="ไม่มีข้อมูล", below="ต่ำกว่าเกณฑ์",
        threshold=f"เกณฑ์ {pass_mark}" if pass_mark else "", pass_mark=Decimal(pass_mark) if pass_mark else None,
        scale="จุดกลาง {centre} ขอบนอก {rim}",
    ).described()  # fmt: skip
