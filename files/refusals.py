"""Why a file is not taken, in words that say what to do.

Not here: finding out (``files.opening``).
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from files.bounded import Refused

WORDS = {
    "empty": gettext_noop("The file is empty. Please choose it again."),
    "too_large": gettext_noop("The file is larger than %(most)s MB. Please make it smaller or attach it in parts."),
    "save_as": gettext_noop(
        "Files ending in .%(extension)s are not taken. Please save it as .%(instead)s and attach it again."
    ),
    "kind_not_taken": gettext_noop("Please attach a file ending in .pdf, .jpg, .png, .xlsx or .docx."),
    "other_than_named": gettext_noop(
        "What is inside the file is not what its name .%(extension)s says. Please open it in its own program, save it "
        "anew and attach it again."
    ),
    "locked_or_old": gettext_noop(
        "The file is locked with a password or of an old kind. Please save it as .%(extension)s without a password and "
        "attach it again."
    ),
    "locked": gettext_noop("The file is locked with a password. Please save it without one and attach it again."),
    "damaged": gettext_noop(
        "The file cannot be opened; it may be damaged. Please open it in its own program, save it anew and attach it "
        "again."
    ),
    "has_programs": gettext_noop(
        "There is a program (macro or script) in the file. Please save it without one, or as PDF, and attach it again."
    ),
    "has_files": gettext_noop(
        "There are other files inside this PDF. Please attach them one by one and save the PDF without them."
    ),
    "more_than_one_file": gettext_noop(
        "There is something else before or after the document in this file. Please save it anew and attach it again."
    ),
    "unpacks_too_large": gettext_noop("Unpacked, the file is far too large. Please attach it in parts or as PDF."),
    "too_many_pixels": gettext_noop(
        "The picture has %(width)s × %(height)s dots, at most %(most)s million fit. Please make it smaller."
    ),
    "too_many_pages": gettext_noop("The file has more than %(most)s pages. Please attach it in parts."),
    "out_of_bounds": gettext_noop(
        "Opening the file takes too long or too much memory. Please save it anew, attach it in parts or as PDF."
    ),
}


def words_of(refusal: Refused) -> str:
    """One sentence for the person who brought the file."""
    return _(WORDS[refusal.code]) % refusal.params
