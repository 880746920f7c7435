"""THE permission table: which office of an agency may do which act. Everything that asks "may I?" asks here.

An operator runs the installation and holds no office by that alone: they open agencies and appoint the first
administrator, read no agency's work and never sign. A superuser is an operator and nothing more.

Not here: the order of the sign-off (``reports.signoff`` has its own table and asks this one), who is logged in
(``accounts.doors``).
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Office

ADMINISTRATOR, REPORTER, RECORDER, PALAD, MAYOR = (
    Office.ADMINISTRATOR.value,
    Office.REPORTER.value,
    Office.RECORDER.value,
    Office.PALAD.value,
    Office.MAYOR.value,
)
EVERY_OFFICE = frozenset({ADMINISTRATOR, REPORTER, RECORDER, PALAD, MAYOR})
SECOND_FACTOR_OFFICES = frozenset({ADMINISTRATOR, PALAD, MAYOR})
"""Who sign or appoint; with ``ITA_REQUIRE_MFA`` they and the operator log in with a second factor."""


@dataclass(frozen=True)
class Rule:
    """Who may: holders of one of ``offices`` in the agency; ``operator`` adds the operator of the installation."""

    offices: frozenset[str]
    operator: bool = False


ACTS: dict[str, Rule] = {
    # people and the agency itself
    "enter_agency": Rule(EVERY_OFFICE),
    "manage_people": Rule(frozenset({ADMINISTRATOR})),
    "manage_agency": Rule(frozenset({ADMINISTRATOR})),
    "read_changes": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    # what ITA asks
    "read_item_sets": Rule(EVERY_OFFICE),
    # recording a year
    "open_year": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "read_year": Rule(EVERY_OFFICE),
    "edit_measures": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "record_results": Rule(frozenset({ADMINISTRATOR, REPORTER, RECORDER})),
    "record_disclosures": Rule(frozenset({ADMINISTRATOR, REPORTER, RECORDER})),
    "attach_evidence": Rule(frozenset({ADMINISTRATOR, REPORTER, RECORDER})),
    "dismiss_observations": Rule(frozenset({ADMINISTRATOR, REPORTER, RECORDER})),
    "endorse_department": Rule(frozenset({RECORDER})),
    "file_disclosures": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "edit_calendar": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "edit_scores": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "edit_analysis": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "edit_texts": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    # reports
    "read_reports": Rule(EVERY_OFFICE),
    "compose_report": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    "propose_report": Rule(frozenset({REPORTER})),
    "approve_report": Rule(frozenset({PALAD})),
    "sign_report": Rule(frozenset({MAYOR})),
    "publish_report": Rule(frozenset({ADMINISTRATOR, REPORTER})),
    # the installation
    "run_installation": Rule(frozenset(), operator=True),
}


def may(act: str, *, offices: frozenset[str], is_operator: bool = False) -> bool:
    """Whether a person with these offices may do the act. Raises KeyError for an act that is not in the table."""
    rule = ACTS[act]
    return bool(rule.offices & offices) or (rule.operator and is_operator)
