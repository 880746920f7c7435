"""The address rule against a table, and the one reading of an address."""

import pytest

from links.addresses import is_public, may_connect
from links.target import Unreadable, read_target
from tests.links.spellings import SPELLINGS

FORBIDDEN = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 (an address to refuse)
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:100.64.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
)
PUBLIC = ("8.8.8.8", "1.1.1.1", "203.150.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8")


def test_the_table_has_its_size():
    assert (len(set(FORBIDDEN)), len(set(PUBLIC)), len(set(SPELLINGS))) == (36, 6, 40)


def test_every_forbidden_address_is_refused():
    assert [address for address in FORBIDDEN if is_public(address)] == []


def test_no_public_address_is_refused():
    assert [address for address in PUBLIC if not is_public(address)] == []


NO_ADDRESSES = ("", "localhost", "127.1", "2606:4700::1111%eth0", "fe80::1%1", "8.8.8.8/32", "0x08080808")


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_plain_address_is_refused(text):
    assert not is_public(text)


def test_only_ports_of_the_web():
    assert [port for port in (0, 22, 80, 443, 6379, 8080) if may_connect("8.8.8.8", port)] == [80, 443]
    assert not may_connect("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.example.go.th", "https://www.example.go.th/"),
        ("  HTTPS://WWW.Example.go.th:443/a  ", "https://www.example.go.th/a"),
        ("http://www.example.go.th./a?b=1#c", "http://www.example.go.th/a?b=1"),
        ("http://www.example.go.th/แผน 2568.pdf", "http://www.example.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99%202568.pdf"),
        ("http://www.example.go.th/%E0%B9%81?q=แ", "http://www.example.go.th/%E0%B9%81?q=%E0%B9%81"),
        ("http://เทศบาล.ไทย/", "http://xn--o3cg7ak5c9d.xn--o3cw4h/"),
        ("http://[2606:4700:0::1111]:80/", "http://[2606:4700::1111]/"),
        ("http://www.example.go.th:8080/", "http://www.example.go.th:8080/"),
    ],
)
def test_an_address_has_one_reading(text, url):
    assert read_target(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        "", "www.example.go.th", "ftp://www.example.go.th/", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "http://", "http:///a", "http:www.example.go.th", "http://user@www.example.go.th/", "http://a:b@www.example.go.th/",
        "http://www.example.go.th\t/", "http://www.exa\nmple.go.th/", "http://www.example.go.th/\r\nHost: x", "http://a\\b/",
        "http://www.example.go.th/\u202egp.exe", "http://www.exa\u200bmple.go.th/", "http://www.example.go.th:99999/",
        "http://www.example.go.th:0/", "http://www.example.go.th:a/", "http://-a.go.th/", "http://a..th/", "http://%61.th/",
        "http://[::1", "http://[::1]x/", "http://[fe80::1%25eth0]/", "http://[v1.a]/", "http://127.1/", "http://0x7f000001/",
        "http://1.2.3.4.5/", "http://a.0x1/", "http://1.2.3.08/", "http://www.example.go.th/\ud800",
        "http://" + "a" * 64 + ".th/",
        "http://www.example.go.th/" + "a" * 8000,
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_not_read(text):
    with pytest.raises(Unreadable):
        read_target(text)
