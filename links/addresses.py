"""The address rule: which IP addresses and ports the portal may connect to when it follows an address somebody typed.

An allow-rule, so that whatever is new or odd is refused. Pure; not here: names and their resolution (``links.client``).
Sources: the special-purpose address registries of IANA (IPv4, IPv6), RFC 6890, 6052, 3056, 4380, 9637.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

PORTS = frozenset({80, 443})

GLOBAL_V6 = IPv6Network("2000::/3")
"""The only part of IPv6 that is handed out for the public network; NAT64, unique-local, link-local lie outside."""
SPECIAL_V6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address, also a private one
        "3fff::/20",  # documentation
    )
)
# Said outright, since what ``is_global`` means has changed between releases of Python.
SPECIAL_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own networks; clouds keep metadata here (100.100.100.200)
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's platform service, public by number only
        "169.254.0.0/16",  # link-local, metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)


def is_public(address: str) -> bool:
    """Whether this literal IP address belongs to the public network; False for whatever is not an address at all."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def may_connect(address: str, port: int) -> bool:
    """The strict rule: a public address, at the ports of the web."""
    return port in PORTS and is_public(address)


def _is_public_v4(ip: IPv4Address) -> bool:
    special = any(ip in net for net in SPECIAL_V4)
    return ip.is_global and not (special or ip.is_multicast or ip.is_reserved)


def _is_public_v6(ip: IPv6Address) -> bool:
    return ip.scope_id is None and ip in GLOBAL_V6 and not any(ip in net for net in SPECIAL_V6)
