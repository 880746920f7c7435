"""One printed score.

Not here: announced scores (``indicators.scores``), what a save does (``text_services``).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptText
from measures.forms.row import RowForm


class ScoreForm(RowForm):
    """The words of one score; its value follows the printed figure."""

    code_text = KeptText(label=gettext_lazy("Code as printed"), rows=1)
    number_text = KeptText(label=gettext_lazy("Number as printed"), rows=1)
    title = KeptText(label=gettext_lazy("Title"), rows=2)
    indicator_label = KeptText(label=gettext_lazy("Indicator"), rows=1)
    text = KeptText(label=gettext_lazy("Score as printed"), rows=1)
    level_text = KeptText(label=gettext_lazy("Level as printed"), rows=1)
    rank_text = KeptText(label=gettext_lazy("Rank as printed"), rows=1)
