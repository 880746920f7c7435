"""What the child process of ``files.bounded`` is asked to do in its tests.

Not here: the tests (``test_bounded``).
"""

import os
import socket
from pathlib import Path

from files.bounded import Refused


def turn_round(content: bytes, *, word: str) -> tuple[dict, bytes]:
    return {"word": word, "length": len(content)}, content[::-1]


def eat_memory(content: bytes) -> tuple[None, bytes]:
    return None, bytearray(10 * 1024**3)


def never_end(content: bytes) -> tuple[None, bytes]:
    while True:
        pass


def refuse(content: bytes) -> tuple[None, bytes]:
    raise Refused("not_taken", count=3, name="แฟ้ม")


def fail(content: bytes) -> tuple[None, bytes]:
    raise ValueError("no such thing")


def crash(content: bytes) -> tuple[None, bytes]:
    os.abort()


def flood(content: bytes) -> tuple[None, bytes]:
    return None, bytes(5 * 1024**2)


def write_a_file(content: bytes) -> tuple[None, bytes]:
    Path(content.decode()).write_bytes(bytes(5 * 1024**2))
    return None, b""


def surroundings(content: bytes) -> tuple[list[str], bytes]:
    return sorted(os.environ), b""


def reach(content: bytes, *, port: int) -> tuple[None, bytes]:
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    return None, b""
