"""The form ``ita-document/1``: every key in its printed order, the column it fills and the kind of its value.

This table is read by the check, the loader and the dumper; a new key of the form is one line here. Names in ``columns``
are those of the models, or of what the dumper works out (marked "derived"): the list a group heads, a number by place.
Source: DOCUMENT_FORM.

Not here: scores and their analysis (``form_scores``), how a value of a kind is read and written (``fields``,
``containers``), the rows (``loader``, ``dumper``).
"""

from __future__ import annotations

from accounts.models import AgencyKind
from measures.models import Disclosure
from reports.interchange.containers import Field, Mapping, OneRow, Rows, Texts
from reports.interchange.echoes import LABELS, EchoedColumns
from reports.interchange.fields import Flag, Word
from reports.interchange.form_scores import SCORE_ANALYSIS, SCORES
from reports.interchange.kinds import (
    COLUMN,
    DATE,
    FLAG,
    INTEGER,
    ITEMS,
    KEPT,
    PERIOD,
    STATUS,
    TEXT,
    TEXTS,
    YEAR,
    items_of,
)
from reports.models import ReportText

SCHEMA = "ita-document/1"

DOCUMENT_KINDS = (
    "memo", "implementation_report", "indicator_progress_report", "oit_progress_report", "oit_website_self_check",
    "indicator_scores", "score_analysis", "measures_plan", "measure_progress_narrative",
)  # fmt: skip
ROLES = ("reporter", "proposer", "head_of_office", "deputy_palad", "clerk_palad", "deputy_mayor", "mayor")

TITLE = Mapping(
    Field("full", TEXT, "title_full"),
    Field("cover_lines", TEXTS, "title_cover_lines"),
    Field("heading_lines", TEXTS, "heading_lines"),
    Field("table_title_lines", TEXTS, "table_title_lines", optional=True),
)
AGENCY = Mapping(
    Field("type_code", Word(*AgencyKind.values), "kind"),
    Field("type_th", KEPT),
    Field("type_abbr", KEPT),
    Field("name", TEXT, "name"),
    Field("full_name", TEXT, "full_name"),
    Field("tambon", TEXT, "tambon"),
    Field("amphoe", TEXT, "amphoe"),
    Field("changwat", TEXT, "changwat"),
    Field("postcode", TEXT, "postcode"),
    Field("code", TEXT, "code"),
    Field("website", TEXT, "website"),
    Field("inferred", KEPT),
    required=("name",),
)
FISCAL_YEARS = Mapping(
    Field("report", YEAR, "fiscal_year"),
    Field("measures", YEAR, "measures_year"),
    Field("assessed", YEAR, "assessed_year"),
    Field("text", TEXT, "years_text"),
    required=("report",),
)
NUMERALS = Mapping(
    Field("style", Word(*ReportText.Numerals.values, empty=str(ReportText.Numerals.THAI)), "numerals")
)  # fmt: skip
MEMO_SECTION = Mapping(Field("heading", TEXT, "heading"), Field("paragraphs", TEXTS, "paragraphs"))
ANNOUNCED = Mapping(
    Field("text", TEXT, "announced_on_text"), Field("date", DATE, "announced_on"), nullable=True, bare="text"
)
MEMO = Mapping(
    Field("heading", TEXT, "heading"),
    Field("agency_line", TEXT, "agency_line"),
    Field("ref_no", TEXT, "ref_no"),
    Field("date_text", TEXT, "date_text"),
    Field("date", DATE, "date"),
    Field("subject", TEXT, "subject"),
    Field("to", TEXT, "to"),
    Field("sections", items_of(MEMO_SECTION), "sections"),
    Field("closing", TEXT, "closing"),
    Field("continuation_mark", TEXT, "continuation_mark"),
    Field("announced_on", ANNOUNCED),
)
COVER = Mapping(Field("lines", TEXTS, "cover_lines"), Field("logo", KEPT), nullable=True, bare="lines")
FOREWORD = Mapping(
    Field("heading", TEXT, "foreword_heading"),
    Field("paragraphs", TEXTS, "foreword_paragraphs"),
    nullable=True,
    bare="paragraphs",
)
INTRODUCTION = Mapping(
    Field("paragraphs", TEXTS, "introduction_paragraphs"), nullable=True, bare="paragraphs"
)  # fmt: skip

MEASURE_GROUP = Mapping(
    Field("no", INTEGER, "number"),
    Field("no_text", TEXT, "number_text"),
    Field("title", TEXT, "title"),
    Field("measure_seqs", Texts(INTEGER), "measure_seqs"),  # derived: the measures that point to the group
)
ENTRY = Mapping(
    Field("methods", ITEMS, "methods"),
    Field("period", PERIOD),
    Field("units", TEXTS, "units"),
    Field("outputs", ITEMS, "outputs"),
    Field("outcomes", ITEMS, "outcomes"),
    Field("remark", TEXT, "remark"),
    Field("illegible", FLAG, "is_illegible"),
)
MEASURE = Mapping(
    Field("seq", INTEGER, "seq"),  # derived: the place in the list
    Field("no", INTEGER, "number"),
    Field("no_text", TEXT, "number_text"),
    Field("group_no", INTEGER, "group_no"),  # derived: the group pointed to
    Field("issue_no", INTEGER, "issue_no"),
    Field("issue_basis", KEPT),
    Field("title", TEXT, "title"),
    Field("detail", TEXT, "detail"),
    Field("rationale", TEXT, "rationale"),
    Field("entries", Rows(ENTRY), "entries"),
)
INDICATOR_ROW = Mapping(
    Field("no", INTEGER, "number"),
    Field("no_text", TEXT, "number_text"),
    Field("instrument", TEXT, "instrument"),
    Field("title", TEXT, "title"),
    Field("guidance", ITEMS, "guidance"),
    Field("units", TEXTS, "units"),
    Field("units_text", TEXT, "units_text"),
    Field("period", PERIOD),
    Field("status", STATUS, "status"),
    Field("notes", ITEMS, "notes"),
)
INDICATOR_PROGRESS = Mapping(
    Field("heading", TEXT, "indicator_heading"),
    Field("columns", LABELS, "indicator_progress_columns"),
    Field("rows", Rows(INDICATOR_ROW), "indicator_rows"),
    nullable=True,
)
OIT_GROUP = Mapping(
    Field("code", TEXT, "code"),
    Field("code_text", TEXT, "code_text"),
    Field("title", TEXT, "title"),
    Field("subtitle", TEXT, "subtitle", optional=True),
    Field("heading_text", TEXT, "heading_text"),
    Field("continued", FLAG, "is_continued"),
    Field("indicator_no", INTEGER, "indicator_no", optional=True),
    Field("indicator_title", TEXT, "indicator_title", optional=True),
    Field("header_columns", LABELS, "header_columns"),  # derived: the labels of the OIT tables
    Field("row_codes", TEXTS, "row_codes"),  # derived: the rows that point to the group
)
OIT_ROW = Mapping(
    Field("code", TEXT, "code"),
    Field("no", INTEGER, "number"),
    Field("code_text", TEXT, "code_text"),
    Field("group", TEXT, "group_code"),  # derived: the group pointed to
    Field("title", TEXT, "title"),
    Field("elements", ITEMS, "elements"),
    Field("units", TEXTS, "units"),
    Field("status", STATUS, "status"),
    Field("progress_notes", ITEMS, "progress_notes"),
    Field("website_finding", TEXT, "website_finding"),
    Field("website_finding_marker", TEXT, "website_finding_marker"),
    Field("finding_class", Word(*Disclosure.Finding.values), "finding_class"),
)
OIT = Mapping(
    Field("heading", TEXT, "oit_heading"),
    Field("code_style", TEXT, "oit_code_style"),
    Field("columns", LABELS, "oit_columns"),
    Field("groups", Rows(OIT_GROUP), "oit_groups"),
    Field("rows", Rows(OIT_ROW), "oit_rows"),
    nullable=True,
)
PLAN_ROW = Mapping(
    Field("seq", INTEGER, "seq"),
    Field("issue_no", INTEGER, "issue_no"),
    Field("issue_title", TEXT, "issue_title"),
    Field("title", TEXT, "title"),
    Field("units", TEXTS, "units"),
    Field("steps", ITEMS, "methods"),
    Field("period", PERIOD),
    # A plan has no results; one that people have since written is not to be lost.
    Field("outputs", ITEMS, "outputs", optional=True),
    Field("outcomes", ITEMS, "outcomes", optional=True),
)
PLAN = Mapping(
    Field("heading_lines", TEXTS, "plan_heading_lines"),
    Field("columns", LABELS, "plan_columns"),
    Field("rows", Rows(PLAN_ROW), "plan_rows"),
    nullable=True,
)
SIGN_OFF = Mapping(
    Field("seq", INTEGER, "seq"),
    Field("role", Word(*ROLES), "role"),
    Field("opinion_heading", TEXT, "opinion_heading"),
    Field("opinion", TEXT, "opinion"),
    Field("name", TEXT, "name"),
    Field("name_present", Flag(empty=True), "name_present"),
    Field("position", TEXT, "position"),
    Field("acting", FLAG, "is_acting"),
    Field("acting_for", TEXT, "acting_for"),
    Field("signature", TEXT, "signature"),
)
LAYOUT = Mapping(
    Field("name", KEPT),
    Field("paper", KEPT),
    Field("orientation", KEPT),
    Field("pages_estimate", KEPT),
    Field("page_numbers", KEPT),
    Field("section_order", KEPT),
    Field(
        "tables",
        Rows(
            Mapping(Field("id", TEXT, "id"), Field("columns", EchoedColumns(COLUMN, remembers_at_once=True), "columns"))
        ),
        "layout_tables",  # derived: the tables the file named, with the year's labels
    ),
    nullable=True,
)

DOCUMENT = Mapping(
    Field("schema", TEXT, "schema"),
    Field("doc_id", KEPT),
    Field("source", KEPT),
    Field("document_kinds", Texts(Word(*DOCUMENT_KINDS)), "document_kinds"),
    Field("title", TITLE),
    Field("agency", AGENCY, "agency"),
    Field("fiscal_years", FISCAL_YEARS),
    Field("numerals", NUMERALS),
    Field("memo", OneRow(MEMO), "memos"),
    Field("cover", COVER),
    Field("foreword", FOREWORD),
    Field("introduction", INTRODUCTION),
    Field("scores", SCORES),
    Field("score_analysis", SCORE_ANALYSIS),
    Field("measure_groups", Rows(MEASURE_GROUP), "measure_groups"),
    Field("measures", Rows(MEASURE), "measures"),
    Field("indicator_progress", INDICATOR_PROGRESS),
    Field("oit", OIT),
    Field("plan", PLAN),
    Field("sign_offs", Rows(SIGN_OFF), "sign_offs"),
    Field("layout", LAYOUT),
    Field("counts", KEPT),
    Field("checks", KEPT),
    Field("anomalies", KEPT),
    Field("uncertain_readings", KEPT),
    Field("ocr_corrections", KEPT),
    required=("agency", "fiscal_years"),
)
