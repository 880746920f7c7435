"""The keys of the form that hold scores: as printed, and analysed by issue (ประเด็น).

Not here: all other keys (``form``).
"""

from __future__ import annotations

from reports.interchange.containers import Field, Mapping, OneRow, Rows
from reports.interchange.echoes import LABELS
from reports.interchange.kinds import DECIMAL, INTEGER, TEXT, TEXTS, items_of

OVERALL_SCORE = Mapping(
    Field("text", TEXT, "text"),
    Field("value", DECIMAL, "value"),
    Field("level_text", TEXT, "level_text"),
    Field("threshold", DECIMAL, "threshold"),
    Field("year", INTEGER, "year"),
)
INSTRUMENT_SCORE = Mapping(
    Field("key", TEXT, "code"),
    Field("part", INTEGER, "instrument_part"),
    Field("label", TEXT, "title"),
    Field("indicator_label", TEXT, "indicator_label"),
    Field("text", TEXT, "text"),
    Field("value", DECIMAL, "value"),
    Field("rank_text", TEXT, "rank_text"),
)
INDICATOR_SCORE = Mapping(
    Field("no", INTEGER, "number"),
    Field("no_text", TEXT, "number_text"),
    Field("instrument", TEXT, "instrument"),
    Field("title", TEXT, "title"),
    Field("text", TEXT, "text"),
    Field("value", DECIMAL, "value"),
)
ITEM_SCORE = Mapping(
    Field("code", TEXT, "code"),
    Field("code_text", TEXT, "code_text"),
    Field("instrument", TEXT, "instrument"),
    Field("no", INTEGER, "number"),
    Field("title", TEXT, "title"),
    Field("text", TEXT, "text"),
    Field("value", DECIMAL, "value"),
    Field("issue_no", INTEGER, "issue_number", optional=True),
)
SCORES = Mapping(
    Field("overall", OneRow(OVERALL_SCORE), "overall_scores"),
    Field("instruments", Rows(INSTRUMENT_SCORE), "instrument_scores"),
    Field("indicators", Rows(INDICATOR_SCORE), "indicator_scores"),
    Field("items", Rows(ITEM_SCORE), "item_scores"),
    Field("columns", LABELS, "scores_columns", optional=True),  # derived from labels, as all …_columns
)
ANALYSIS_BLOCK = Mapping(Field("instrument", TEXT, "instrument"), Field("item_codes", TEXTS, "item_codes"))
ISSUE = Mapping(
    Field("no", INTEGER, "number"),
    Field("no_text", TEXT, "number_text"),
    Field("title", TEXT, "title"),
    Field("heading_text", TEXT, "heading_text"),
    Field("blocks", items_of(ANALYSIS_BLOCK), "blocks"),
    Field("narrative", TEXT, "narrative"),
    Field("below_threshold", TEXTS, "below_threshold"),
    Field("named_in_narrative", TEXTS, "named_in_narrative"),
)
SCORE_ANALYSIS = Mapping(
    Field("heading_lines", TEXTS, "analysis_heading_lines"),
    Field("columns", LABELS, "score_analysis_columns"),
    Field("threshold", DECIMAL, "analysis_threshold"),
    Field("issues", Rows(ISSUE), "issues"),
    nullable=True,
)
