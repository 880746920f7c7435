"""Two presses under one plan, at one moment: whoever wins, the plan is agreed once or not at all, never half."""

import pytest
from django_scopes import scope

from measures.models import AgreedMeasure, AgreedPlan, Measure
from reports.models import Report
from tests.concurrency.test_two_presses import PAIRS, one_wins, rounds_of, town  # noqa: F401 (fixture)
from tests.reports.signoff.papers import act
from tests.reports.signoff.planning import freeze, make_year, open_report, write

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def plans_at_mayor(town) -> list[Report]:  # noqa: F811
    reports = []
    for year in range(2551, 2551 + ROUNDS):
        write(make_year(town, year), f"มาตรการ {year}", "หนึ่ง", "สอง", listed_as="plan")
        report = open_report(town, "plan", fiscal_year=year)
        freeze(town, report)
        act(town, "chai", report, "propose")
        act(town, "duangjai", report, "approve")
        reports.append(report)
    return reports


@pytest.mark.parametrize("module", ["ita_portal.wsgi", "tests.concurrency.meeting_wsgi"])
@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_is_agreed_once_or_not_at_all(town, server, press_together, name, module):  # noqa: F811
    pair, reports = PAIRS[name], plans_at_mayor(town)
    processes = {"workers": 2, "threads": 2} if module == "ita_portal.wsgi" else {"workers": 1, "threads": 4}
    with server(module, **processes) as port:
        rounds = press_together(port, [(who, rounds_of(town, reports, name)) for who, name in pair])
    one_wins(town, reports, rounds, tuple(name for _who, name in pair))
    with scope(agency=town.agency):
        for report in Report.objects.order_by("fiscal_year"):
            agreed = AgreedPlan.objects.filter(report_id=report.pk, plan__fiscal_year=report.fiscal_year)
            laid_out = Measure.objects.filter(plan__fiscal_year=report.fiscal_year, listed_as="measures")
            expected = 1 if report.state == "signed" else 0
            assert (agreed.count(), laid_out.count()) == (expected, expected)
            assert AgreedMeasure.objects.filter(agreed__in=agreed, measure__in=laid_out).count() == expected
