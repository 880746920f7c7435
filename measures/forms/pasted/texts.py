"""The rows of a year as texts by field: what our workbook holds, and what a pasted cell is compared with.

Not here: writing the workbook (``measures.pasting.workbook``).
"""

from __future__ import annotations

from measures.forms.disclosure import DisclosureForm
from measures.forms.measure import ActivityForm, MeasureForm
from measures.forms.pasted.oit import ROW_FIELDS, render_links
from measures.forms.pasted.plan import ACTIVITY_FIELDS, MEASURE_FIELDS, issue_heading
from measures.forms.pasted.results import RESULT_FIELDS
from measures.forms.result import ResultForm
from measures.models import Activity, Disclosure, Measure, Plan
from measures.selectors.measures import measures_of
from measures.selectors.oit import disclosures_of
from thai.markers import render_lines

Texts = dict[str, str]


def plan_texts(*, plan: Plan, listed_as: str) -> list[Texts]:
    """The plan's rows as texts by field, one per activity, a measure without any as one row."""
    fields, rows = _fields(MeasureForm, MEASURE_FIELDS, issues={}, groups=[]), []
    activity_fields = _fields(ActivityForm, ACTIVITY_FIELDS)
    for measure in measures_of(plan=plan, listed_as=listed_as):
        texts = _texts(fields, measure)
        texts["group"] = issue_heading(measure) if listed_as == Measure.ListedAs.PLAN else str(measure.group or "")
        activities: list[Activity | None] = list(measure.activities.all())
        for place, activity in enumerate(activities or [None]):
            ref = {"row_ref": f"{measure.pk}-{activity.pk}" if activity else str(measure.pk)}
            own = _texts(activity_fields, activity) if activity else {}
            rows.append(ref | ({} if place else texts) | own)
    return rows


def results_texts(*, plan: Plan, round: str) -> list[Texts]:
    """The results of a round as texts by field, one row per activity, with what says which one it is."""
    rows, fields = [], None
    for measure in measures_of(plan=plan):
        for place, activity in enumerate(measure.activities.all()):
            if fields is None:
                fields = _fields(ResultForm, RESULT_FIELDS, activity=activity)
            which = {"row_ref": f"{measure.pk}-{activity.pk}", "methods": render_lines(activity.methods or [])}
            if not place:
                which |= {"number_text": measure.number_text, "title": measure.title}
            result = next((each for each in activity.results.all() if each.round == round), None)
            rows.append(which | (_texts(fields, result) if result else {}))
    return rows


def oit_texts(*, plan: Plan) -> list[Texts]:
    """The OIT list as texts by field, with its headings and the item set's words to read."""
    fields = _fields(DisclosureForm, ROW_FIELDS)
    return [
        {
            "row_ref": str(row.pk), "code": row.code, "shown_title": row.shown_title,
            "shown_elements": _element_lines(row), "group": str(row.group or ""),
            "links": render_links(list(row.links.all())),
        } | _texts(fields, row)
        for row in disclosures_of(plan=plan)
    ]


def _element_lines(row: Disclosure) -> str:
    """Elements as lines: the row's own have markers, those of the set are texts with texts below."""
    lines: list[str] = []
    if row.elements:
        return render_lines(row.elements)
    for element in row.shown_elements:
        lines.append(f"- {element['text']}")
        lines += [f"  - {child}" for child in element.get("children") or ()]
    return "\n".join(lines)


def _fields(form_class: type, names: tuple[str, ...], **kwargs: object) -> dict:
    form = form_class(row=None, **kwargs)
    return {name: form.fields[name] for name in names if name in form.fields}


def _texts(fields: dict, row: object) -> Texts:
    return {name: field.shown(getattr(row, name)) for name, field in fields.items()}
