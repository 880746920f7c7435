"""OIT headings and answers as rows, tied to each other and to the items of the year's set."""

from __future__ import annotations

from typing import Any

from indicators.models import Item
from measures.models import Disclosure, DisclosureGroup, Plan
from reports.interchange.rows import create_rows


def store_disclosures(*, plan: Plan, values: dict[str, Any]) -> None:
    groups = create_rows(DisclosureGroup, values["oit_groups"], plan=plan)
    rows = create_rows(Disclosure, values["oit_rows"], plan=plan)
    by_row_code = {
        code: group
        for group, head in reversed(list(zip(groups, values["oit_groups"], strict=True)))
        for code in head["row_codes"]
    }
    by_code = {group.code: group for group in reversed(groups)}
    items = {item.code: item for item in Item.objects.filter(item_set__fiscal_year=plan.fiscal_year)}
    for row in rows:
        # One sub-indicator may stand under two headings: the list of the heading decides, its code only without one.
        row.group = by_row_code.get(row.code) or by_code.get(row.group_code)
        row.item = items.get(row.code)
    Disclosure.objects.bulk_update(rows, ["group", "item"], batch_size=200)
