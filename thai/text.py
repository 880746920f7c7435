"""Thai text as it should be stored: what looks the same is the same, and nothing invisible is in it.

Only what cannot be seen is changed; digits and spelling stay as typed. NFKC is never used: it splits sara am.
Not here: line breaking and glyphs (``reports.writers``). Source: TYPESETTING, "Normalise input".
"""

import re
import unicodedata

_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_INVISIBLE = dict.fromkeys(
    [
        0x0000,
        0x061C,  # Arabic letter mark
        0x180E,
        *range(0x200B, 0x2010),  # zero-width space, joiners, directional marks
        *range(0x202A, 0x202F),  # bidi embeddings and overrides
        *range(0x2060, 0x2070),  # word joiner, isolates, deprecated controls
        0xFEFF,
        *range(0xD800, 0xE000),  # lone surrogates: no database can store them
    ]
)
_SPLIT_AM = re.compile(f"{_NIKHAHIT}([{_TONES}]*){_SARA_AA}")
_TONE_AFTER_AM = re.compile(f"{_SARA_AM}([{_TONES}]+)")
_TWO_E = re.compile("เเ")
_MARKS = frozenset(map(chr, [0x0E31, *range(0x0E33, 0x0E3B), *range(0x0E47, 0x0E4F)]))


def normalise(text: str) -> str:
    """``text`` in one spelling of the same glyphs; normalising twice changes nothing more.

    Split sara am is joined (``ํา`` to ``ำ``), a tone mark typed after it goes before it (``ำ้`` to ``้ำ``), two
    ``เ`` become ``แ``; zero-width and bidi controls, NUL and lone surrogates go; CRLF and CR become LF; then NFC.
    """
    text = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    while True:  # moving a tone mark can make a new pair to join: until nothing changes
        before = text
        text = unicodedata.normalize("NFC", text)
        text = _SPLIT_AM.sub(rf"\1{_SARA_AM}", text)
        text = _TONE_AFTER_AM.sub(rf"\1{_SARA_AM}", text)
        text = _TWO_E.sub("แ", text)
        if text == before:
            return text


def starts_with_lone_mark(text: str) -> bool:
    """Whether the first character is a Thai vowel or tone mark with no consonant to sit on (a cut or a slip)."""
    return text[:1] in _MARKS and bool(text)
