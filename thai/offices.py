"""The words of office of a Thai local government: what its head, palad, ordinance … are called.

One table by kind of agency; an agency may word any of them otherwise (``overrides``).
Kinds are those of the interchange form: ``pao``, ``city_municipality``, ``town_municipality``,
``subdistrict_municipality``, ``sao``, ``special``.
Not here: who holds an office and acting wordings (``accounts``). Source: WORDS "Offices"; DOMAIN section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class OfficeWords:
    """The words of one agency, ready to print."""

    full_name: str
    abbreviation: str
    mayor: str
    """With the agency's name: นายกเทศมนตรีตำบลศรีพนา."""
    mayor_short: str
    """Without it: นายกเทศมนตรี."""
    deputy_mayor: str
    palad: str
    """Without the agency's name: ปลัดเทศบาล."""
    palad_full: str
    """With it, as under a signature: ปลัดเทศบาลตำบลศรีพนา."""
    deputy_palad: str
    office_of_palad: str
    head_of_office: str
    ordinance: str
    staff: str
    opinion_of_head_of_office: str
    opinion_of_palad: str
    opinion_of_mayor: str


@dataclass(frozen=True)
class _Kind:
    word: str
    """Stands before the name: เทศบาลตำบล."""
    abbreviation: str
    mayor: str
    """Stands before the name: นายกเทศมนตรีตำบล (never นายกเทศมนตรีเทศบาลตำบล)."""
    mayor_short: str
    palad: str
    office_of_palad: str
    ordinance: str
    staff: str


def _municipality(rank: str, abbreviation: str) -> _Kind:
    return _Kind(
        word=f"เทศบาล{rank}", abbreviation=abbreviation, mayor=f"นายกเทศมนตรี{rank}", mayor_short="นายกเทศมนตรี",
        palad="ปลัดเทศบาล", office_of_palad="สำนักปลัดเทศบาล", ordinance="เทศบัญญัติ", staff="พนักงานเทศบาล",
    )  # fmt: skip


def _organization(rank: str, abbreviation: str, staff: str) -> _Kind:
    word = f"องค์การบริหารส่วน{rank}"
    return _Kind(
        word=word, abbreviation=abbreviation, mayor=f"นายก{word}", mayor_short=f"นายก{word}",
        palad=f"ปลัด{word}", office_of_palad=f"สำนักปลัด{word}", ordinance="ข้อบัญญัติ", staff=staff,
    )  # fmt: skip


_KINDS = {
    "pao": _organization("จังหวัด", "อบจ.", "ข้าราชการองค์การบริหารส่วนจังหวัด"),
    "city_municipality": _municipality("นคร", "ทน."),
    "town_municipality": _municipality("เมือง", "ทม."),
    "subdistrict_municipality": _municipality("ตำบล", "ทต."),
    "sao": _organization("ตำบล", "อบต.", "พนักงานส่วนตำบล"),
}
_SPECIAL_MAYORS = {"กรุงเทพมหานคร": "ผู้ว่าราชการกรุงเทพมหานคร"}


def kind_word(kind: str) -> str:
    """What stands before an agency's name (เทศบาลตำบล); empty for a special one, whose name is its full name."""
    return _KINDS[kind].word if kind in _KINDS else ""


def words_of_office(kind: str, name: str, overrides: Mapping[str, str] | None = None) -> OfficeWords:
    """The words of the agency ``name`` (with or without its kind before it), some replaced by ``overrides``.

    ``ValueError`` for an unknown kind or an override that is no field of ``OfficeWords``.
    """
    own = _words_special(name.strip()) if kind == "special" else _words_by_kind(kind, name.strip())
    overrides = overrides or {}
    unknown = set(overrides) - {field.name for field in fields(OfficeWords)}
    if unknown:
        raise ValueError(f"no such word of office: {', '.join(sorted(unknown))}")
    return replace(own, **{key: word for key, word in overrides.items() if word})


def _words_by_kind(kind: str, name: str) -> OfficeWords:
    if kind not in _KINDS:
        raise ValueError(f"unknown kind of agency: {kind!r}")
    words = _KINDS[kind]
    bare = name.removeprefix(words.word).removeprefix(words.abbreviation).strip()
    mayor = words.mayor + bare
    return OfficeWords(
        full_name=words.word + bare,
        abbreviation=words.abbreviation + bare,
        mayor=mayor,
        mayor_short=words.mayor_short,
        deputy_mayor=f"รอง{mayor}",
        palad=words.palad,
        palad_full=f"ปลัด{words.word}{bare}",
        deputy_palad=f"รอง{words.palad}",
        office_of_palad=words.office_of_palad,
        head_of_office="หัวหน้าสำนักปลัด",
        ordinance=words.ordinance,
        staff=words.staff,
        opinion_of_head_of_office="ความเห็นหัวหน้าสำนักปลัด",
        opinion_of_palad=f"ความเห็น{words.palad}",
        opinion_of_mayor=f"ความเห็น{mayor}",
    )


def _words_special(name: str) -> OfficeWords:
    mayor = _SPECIAL_MAYORS.get(name, f"นายก{name}")
    palad = f"ปลัด{name}"
    return OfficeWords(
        full_name=name,
        abbreviation=name,
        mayor=mayor,
        mayor_short=mayor,
        deputy_mayor=f"รอง{mayor}",
        palad=palad,
        palad_full=palad,
        deputy_palad=f"รอง{palad}",
        office_of_palad=f"สำนักปลัด{name}",
        head_of_office="หัวหน้าสำนักปลัด",
        ordinance="ข้อบัญญัติ",
        staff=f"พนักงาน{name}",
        opinion_of_head_of_office="ความเห็นหัวหน้าสำนักปลัด",
        opinion_of_palad=f"ความเห็น{palad}",
        opinion_of_mayor=f"ความเห็น{mayor}",
    )
