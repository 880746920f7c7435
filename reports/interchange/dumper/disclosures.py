"""OIT headings and answers by column."""

from __future__ import annotations

from typing import Any

from measures.models import Disclosure, DisclosureGroup, Plan
from reports.interchange import form
from reports.interchange.labels import label_texts
from reports.interchange.rows import Row
from reports.models import ReportText


def disclosure_values(*, plan: Plan, text: ReportText) -> dict[str, Any]:
    groups = list(DisclosureGroup.objects.filter(plan=plan))
    rows = list(Disclosure.objects.filter(plan=plan))
    codes: dict[int | None, list[str]] = {}
    for row in rows:
        codes.setdefault(row.group_id, []).append(row.code)
    group_codes = {group.pk: group.code for group in groups}
    header = label_texts(text, "oit")
    return {
        "oit_groups": [
            Row(group, form.OIT_GROUP, header_columns=header, row_codes=codes.get(group.pk, [])) for group in groups
        ],
        "oit_rows": [Row(row, form.OIT_ROW, group_code=group_codes.get(row.group_id, row.group_code)) for row in rows],
    }
