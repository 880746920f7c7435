"""Saving one field of one row as it is typed: two people, or one person twice, meet only where both change one field.

The plan is held; the field as it stands is compared with what the person had started from; then the row's own form
reads the text and the row's own deed writes it, so that no check, derived value or change row is missing here.

Not here: which form and deed a kind of row has (``measures.views.cell_kinds``), answers (``measures.views.cells``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from accounts.doors import Standing
from measures.models import Plan
from measures.services.saving import held

if TYPE_CHECKING:
    from measures.forms.row import RowForm


class Cells(Protocol):
    """One row with the fields that are saved one at a time."""

    act: str

    def find(self, plan: Plan) -> Any:
        """The row as it stands; None when it is gone."""

    def form(self, found: Any, data: dict[str, str] | None) -> RowForm:
        """The row's form."""

    def fits(self, found: Any, form: RowForm) -> bool:
        """Whether the row would still say something; adds the error when not."""

    def write(self, actor: Standing, found: Any, form: RowForm) -> None:
        """The row's deed with the form's changes."""


@dataclass(frozen=True)
class Outcome:
    """``saved``, ``same`` (stands already), ``clash`` and ``refused`` (nothing written), ``gone``, ``unknown`` field.

    ``found`` and ``form`` are the row as it stands now; after ``refused`` the form has the errors.
    """

    state: str
    found: Any = None
    form: RowForm | None = None


def save_cell(*, actor: Standing, plan: Plan, cells: Cells, field: str, typed: str, seen: str) -> Outcome:
    """Write what was typed into a field if the field still is what the person saw.

    ``seen`` is the checksum of the text they started from (``RowForm.mark_of``). A text that stands already is never a
    clash: an answer that got lost on the way is asked for again. Raises PermissionDenied without the right.
    """
    with held(actor=actor, plan=plan, act=cells.act) as plan:
        found = cells.find(plan)
        if found is None:
            return Outcome("gone")
        data: dict[str, str] = {}
        form = cells.form(found, data)
        if field not in form.value_names():
            return Outcome("unknown", found, form)
        data[form.add_prefix(field)] = typed
        sound = form.is_valid() and cells.fits(found, form)
        if sound and form.says_what_stands():
            return Outcome("same", found, form)
        if not has_seen(form, field, seen):
            return Outcome("clash", found, form)
        if not sound:
            return Outcome("refused", found, form)
        cells.write(actor, found, form)
        found = cells.find(plan)
        return Outcome("saved", found, cells.form(found, None))


def has_seen(form: RowForm, field: str, seen: str) -> bool:
    """Whether what stands in the field is what the person had seen there."""
    return seen == form.mark_of(field)
