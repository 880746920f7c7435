"""The job that looks at the addresses an agency gives: politely, in slices, each result kept at once.

A job looks for at most ``SLICE_SECONDS`` and then asks for the rest as another job, so that a PDF never waits behind
five hundred addresses. What was looked at since the run began is not looked at again: killed in the middle, it goes on.

Not here: the client and its address rule (``links``), what is asked for and by whom (``services.link_checks``).
"""

from __future__ import annotations

import datetime as dt
import ssl
import time
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_scopes import scope

from accounts.models import Agency
from jobs.models import Job
from jobs.registry import JobRefused
from links.addresses import may_connect
from links.client import Answer, Limits, Problem, Resolver, Rule, is_known, look_at
from links.pace import Pace, host_of, hosts_in_turn
from links.verdict import Note, judge
from measures.selectors.links import Waiting, addresses_waiting
from measures.services.link_checks import Target, ask, keep_look

SLICE_SECONDS = 20.0
THREADS = 4
GIVE_UP_AFTER = 3
"""A website that stayed silent this often in a row is not asked further in this slice."""
REFERENCE = "itas.nacc.go.th"
"""A name that can be resolved wherever there is a way out: without one, every address would look dead."""
NO_WAY_OUT = gettext_noop(
    "The portal reaches no website at all now, so nothing was checked. Earlier results stay. "
    "Please tell whoever runs the server."
)
SWITCHED_OFF = gettext_noop("The operator has switched the checking of addresses off.")


@dataclass(frozen=True)
class LinkHealth:
    """The handler of ``check_links``; its arguments are the client's, and strict unless somebody gives others."""

    rule: Rule = may_connect
    resolve: Resolver | None = None
    tls: ssl.SSLContext | None = None
    limits: Limits = field(default_factory=Limits)
    interval: float = 1.0
    slice_seconds: float = SLICE_SECONDS
    reference: str = ""
    """A name that has to be known before any address is called dead; empty asks for none."""

    def __call__(self, job: Job) -> dict[str, Any]:
        """Looks at what is waiting, as long as the slice lasts, and asks for the rest."""
        if not settings.ITA_CHECK_LINKS:
            raise JobRefused(SWITCHED_OFF)
        agency = Agency.objects.get(pk=job.agency_id)
        target = Target(**job.arguments["target"])
        # Clocks of two machines may differ by seconds: then an address is looked at twice, none is left out.
        since = dt.datetime.fromisoformat(job.arguments["since"])
        with scope(agency=agency):
            waiting = addresses_waiting(
                agency=agency, since=since, plan_id=target.plan, disclosure_id=target.disclosure
            )
            if waiting and self.reference and not is_known(self.reference, resolve=self.resolve):
                raise JobRefused(NO_WAY_OUT)
            looked_at = self._look(agency, waiting)
        left = len(waiting) - looked_at
        if left:
            ask(agency=agency, target=target, since=since, part=job.arguments["part"] + 1, by=job.requested_by_id)
        return {"looked_at": looked_at, "left": left}

    def _look(self, agency: Agency, waiting: dict[str, Waiting]) -> int:
        """Looks at addresses, hosts in turn, until the slice ends; returns how many have a result."""
        queue, running = deque(hosts_in_turn(waiting)), {}
        pace, silent, kept = Pace(self.interval), Counter(), 0
        end = time.monotonic() + self.slice_seconds

        def keep(url: str, answer: Answer, *notes: Note) -> None:
            website = agency.website if waiting[url].is_disclosed else ""
            keep_look(agency=agency, url=url, answer=answer, judgement=judge(url, answer, website=website), more=notes)

        with ThreadPoolExecutor(THREADS, thread_name_prefix="look") as pool:
            while True:
                while queue and len(running) < THREADS and (time.monotonic() < end or not kept + len(running)):
                    url = queue.popleft()
                    if silent[host_of(url)] >= GIVE_UP_AFTER:
                        keep(url, Answer(url, problem=Problem.NO_ANSWER), Note.HOST_SILENT)
                        kept += 1
                    else:
                        running[self._begin(pool, pace, url)] = url
                if not running:
                    return kept
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    url, answer = running.pop(future), future.result()
                    host = host_of(url)
                    silent[host] = silent[host] + 1 if answer.problem is Problem.NO_ANSWER else 0
                    keep(url, answer)
                    kept += 1

    def _begin(self, pool: ThreadPoolExecutor, pace: Pace, url: str) -> Future[Answer]:
        return pool.submit(
            look_at, url, rule=self.rule, resolve=self.resolve, limits=self.limits, tls=self.tls, pause=pace.wait
        )


check_links = LinkHealth(reference=REFERENCE)


def check_all_links(job: Job) -> dict[str, Any]:
    """By the clock: asks for a look at every agency's addresses of the years at hand; once a day is enough."""
    if not settings.ITA_CHECK_LINKS:
        return {}
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    agencies = Agency.objects.filter(is_tenant=True, plans__isnull=False).distinct()
    for agency in agencies:
        ask(agency=agency, target=Target(), since=midnight)
    return {"agencies": len(agencies)}
