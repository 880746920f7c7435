"""Another municipality's name, or a website that is neither the agency's nor a well-known central one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Field, Year

NAME = gettext_noop("“%(name)s” is not this agency.")
SITE = gettext_noop("%(site)s is not the agency's website (%(website)s).")
UNKNOWN_SITE = gettext_noop("Is %(site)s the agency's website? None is recorded in the settings of the agency.")

_PREFIX = re.compile(
    r"(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วนตำบล|(?<![ก-๙])(?:อบต|ท[ตมน])\.)(?:แห่ง)?\s?(?P<name>[ก-๙]{2,40})"
)
_TOGETHER = re.compile(r"(?:ร่วมกับ|ร่วมมือ|ดูงาน|จาก|ประสาน|เครือข่าย|ข้อตกลง|โอนย้าย|กลุ่ม)[^\n]{0,40}$")
"""Other municipalities are rightly named where something is done together with them."""
_COMMON = (
    "ได้|มี|จัด|ดำเนิน|ทุก|ที่|และ|หรือ|เพื่อ|ใน|ของ|เป็น|ให้|โดย|กับ|จาก|ซึ่ง|นี้|นั้น|อื่น|ต่าง|ตาม|ต้อง|จะ|ไม่|ยัง|เรา|ท่าน|ประกาศ"
    "|เผยแพร่|รายงาน|แต่งตั้ง|กำหนด|ประชา|พนักงาน|บุคลากร|เจ้าหน้าที่|ผู้|นายก|ปลัด|สมาชิก|สภา|สำนัก|กอง|หน่วย|ทั้ง|แล้ว|ไป|มา|เข้า|ออก|ทราบ"
    "|รับ|ส่ง|ทำ|นำ|พร้อม|รวม|ตลอด|ประจำ|ปี|งบ|พ\\.|ว่า|ด้วย|อย่าง|เห็น|เปิด|ปรับ|พัฒนา|ติดตาม|ตรวจ|ควบคุม|แจ้ง|ขอ|ใกล้|ข้าง|แห่ง|เขต"
)
_NO_NAME = re.compile(f"(?:{_COMMON})")
_SITE = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
    r"(?:go\.th|or\.th|in\.th|co\.th|ac\.th|mi\.th|net|com|org|info|th)(?![\w-])(?!\.[a-z])",
    re.IGNORECASE,
)
CENTRAL = frozenset({
    "nacc.go.th", "dla.go.th", "moi.go.th", "gprocurement.go.th", "cgd.go.th", "oag.go.th", "audit.go.th", "opdc.go.th",
    "ocsc.go.th", "opm.go.th", "soc.go.th", "oic.go.th", "pacc.go.th", "acfs.go.th", "data.go.th", "egov.go.th",
    "dga.or.th", "bora.dopa.go.th", "dopa.go.th", "mof.go.th", "rd.go.th", "bb.go.th", "info.go.th",
    "ratchakitcha.soc.go.th", "krisdika.go.th", "ocs.go.th", "thaigov.go.th", "pdpc.or.th", "nesdc.go.th", "1111.go.th",
    "facebook.com", "fb.com", "fb.me", "m.me", "line.me", "lin.ee", "youtube.com", "youtu.be", "tiktok.com",
    "twitter.com", "x.com", "instagram.com", "google.com", "google.co.th", "goo.gl", "forms.gle", "gmail.com",
    "hotmail.com", "bit.ly", "canva.com", "zoom.us", "messenger.com", "microsoft.com", "office.com",
})  # fmt: skip
"""Sites any agency may name: central government, and where everybody has a page or a form."""
_OWN_BY_USE = 3
"""So many rows naming one site tell which is the agency's own where none is recorded."""


def find(year: Year) -> Iterator[Observation]:
    """One remark per text: a foreign name before a foreign site."""
    own, is_recorded = own_site(year)
    for field in year.texts():
        if name := foreign_name(field.text, year.agency_name):
            yield observe("foreign_agency", field, _line_with(field, name), NAME, name=name)
        elif site := foreign_site(field.text, own):
            reason = SITE if is_recorded else UNKNOWN_SITE
            words = {"website": year.website} if is_recorded else {}
            yield observe("foreign_agency", field, _line_with(field, site), reason, site=site, **words)


def foreign_name(text: str, own_name: str) -> str:
    """The first municipality in the text that is not the agency; empty for none, or when the own name is not known."""
    own = "".join(own_name.split())
    if not own:
        return ""
    for match in _PREFIX.finditer(text):
        name = match["name"]
        is_own = name.startswith(own) or own.startswith(name)
        if not (is_own or _NO_NAME.match(name) or _TOGETHER.search(text[: match.start()])):
            return match[0]
    return ""


def own_site(year: Year) -> tuple[str, bool]:
    """The agency's site without ``www.``, and whether it is recorded or only the one that most rows name."""
    if year.website.strip():
        return host_of(year.website), True
    rows = ({host_of(match[0]) for match in _SITE.finditer(field.text)} for field in year.fields)
    named = Counter(host for hosts in rows for host in hosts if not _is_central(host))
    host, count = next(iter(named.most_common(1)), ("", 0))
    return (host if count >= _OWN_BY_USE else ""), False


def foreign_site(text: str, own: str) -> str:
    """The first site in the text that is neither the agency's nor a central one, as it stands there."""
    for match in _SITE.finditer(text):
        host = host_of(match[0])
        if own and (host == own or host.endswith("." + own) or own.endswith("." + host)):
            continue
        if not _is_central(host):
            return match[0]
    return ""


def host_of(address: str) -> str:
    """The host of an address typed with or without ``https://``, without ``www.``, in small letters."""
    address = address.strip()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.")


def _is_central(host: str) -> bool:
    return any(host == one or host.endswith("." + one) for one in CENTRAL)


def _line_with(field: Field, words: str) -> str:
    return next((line.text for line in field.lines if words in line.text), field.text)
