"""The paper that desks sign, read only while its stored bytes are those that its digest names.

Not here: making the digest (``snapshot``), who may sign (``signoff``).
"""

from __future__ import annotations

from files.services import FileProblem, read_bytes
from reports.models import Snapshot
from reports.snapshot import digest_over


class PaperAltered(Exception):
    """Content or PDF is gone, or its bytes are no longer those of the digest."""


def read_paper(snapshot: Snapshot) -> bytes:
    """The snapshot's PDF, once content and PDF are proved to be what the digest covers. Raises PaperAltered."""
    try:
        read_bytes(snapshot.content)
        pdf = read_bytes(snapshot.pdf)
    except FileProblem as problem:
        raise PaperAltered(str(snapshot.pk)) from problem
    if digest_over(snapshot.content.sha256, snapshot.pdf.sha256) != snapshot.digest:
        raise PaperAltered(str(snapshot.pk))
    return pdf
