"""Reads a typed address into exactly one meaning, or refuses it: two readers of one address must never differ.

What browsers forgive and parsers read differently (backslashes, user names, numbers in other bases, control characters)
is refused; what is only unwritten (Thai letters, spaces in a path) is percent-encoded.

Not here: whether the host may be asked (``links.addresses``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urlsplit

LONGEST = 8000
DEFAULT_PORTS = {"http": 80, "https": 443}
SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class Unreadable(ValueError):
    """The text is not one plain address of the web."""


@dataclass(frozen=True)
class Target:
    """What to ask of whom: all parts ASCII, ``host`` a name without trailing dot or a literal IP address."""

    scheme: str
    host: str
    port: int
    path: str
    """Path and query as sent; never empty."""

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address without its fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def is_literal(self) -> bool:
        """Whether the host is an IP address and not a name."""
        return ":" in self.host or bool(NUMBER.fullmatch(self.host.rpartition(".")[2]))


def read_target(text: str) -> Target:
    """The address in its one reading. Raises Unreadable."""
    text = text.strip(" ")
    if len(text) > LONGEST or "\\" in text or any(_is_hidden(letter) for letter in text):
        raise Unreadable("letters that do not belong into an address")
    try:
        parts = urlsplit(text)
        port = parts.port
        path = quote(parts.path or "/", safe=SAFE_IN_PATH)
        query = quote(parts.query, safe=SAFE_IN_PATH + "?")
    except ValueError as error:
        raise Unreadable(str(error)) from error
    if parts.scheme not in DEFAULT_PORTS or not parts.netloc or "@" in parts.netloc or port == 0:
        raise Unreadable("not http or https with a host and nothing else")
    host = _literal_v6(parts.netloc) or _name_or_v4(parts.hostname or "")
    if not path.startswith("/"):
        raise Unreadable("path without its slash")
    default = DEFAULT_PORTS[parts.scheme]
    return Target(parts.scheme, host, default if port is None else port, f"{path}?{query}" if query else path)


def _is_hidden(letter: str) -> bool:
    """Controls, line ends, marks of direction and every blank but the plain one; lone surrogates."""
    return letter != " " and unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def _literal_v6(netloc: str) -> str:
    if not netloc.startswith("["):
        return ""
    inside, _, rest = netloc[1:].partition("]")
    if not re.fullmatch(r"(:[0-9]+)?", rest):
        raise Unreadable("rest after the brackets")
    try:
        address = IPv6Address(inside)
    except AddressValueError as error:
        raise Unreadable(str(error)) from error
    if address.scope_id is not None:
        raise Unreadable("an address of one network only")
    return str(address)


def _name_or_v4(host: str) -> str:
    """The name in ASCII, or the IPv4 address if it is written the one plain way."""
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise Unreadable(str(error)) from error
    labels = name.split(".")
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise Unreadable("not the name of a host")
    if NUMBER.fullmatch(labels[-1]):
        try:
            # Four decimal numbers only: 127.1, 0x7f.1 and 2130706433 mean one thing here and another there.
            return str(IPv4Address(name))
        except AddressValueError as error:
            raise Unreadable(str(error)) from error
    return name
