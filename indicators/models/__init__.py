"""What ITA asks in a year, and what an agency scored."""

from indicators.models.announced import Origin, ScoreEdition, ScoreNote, ScoreValue
from indicators.models.item_set import Indicator, Instrument, Issue, Item, ItemSet, ItemSetEdition, SubIndicator
from indicators.models.score import ScoreRow, ScoreSheet

__all__ = [
    "Indicator",
    "Instrument",
    "Issue",
    "Item",
    "ItemSet",
    "ItemSetEdition",
    "Origin",
    "ScoreEdition",
    "ScoreNote",
    "ScoreRow",
    "ScoreSheet",
    "ScoreValue",
    "SubIndicator",
]
