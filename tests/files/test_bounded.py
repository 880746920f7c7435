"""The child process: it hands back what the function gives, and nothing the function does hurts the caller."""

import socket
import subprocess
import time

import pytest

from files import bounded
from tests.files import bounded_tasks as tasks

MIB = 1024**2


def test_data_and_bytes_come_back() -> None:
    content = "ก ข\n\x00".encode() * 100_000
    data, found = bounded.call(tasks.turn_round, content, options={"word": "ไทย"})
    assert data == {"word": "ไทย", "length": len(content)}
    assert found == content[::-1]


def test_a_refusal_keeps_its_code_and_figures() -> None:
    with pytest.raises(bounded.Refused) as caught:
        bounded.call(tasks.refuse, b"")
    assert (caught.value.code, caught.value.params) == ("not_taken", {"count": 3, "name": "แฟ้ม"})


def test_want_of_memory_is_out_of_bounds() -> None:
    with pytest.raises(bounded.OutOfBounds):
        bounded.call(tasks.eat_memory, b"", memory_bytes=256 * MIB)


def test_an_endless_loop_ends_in_time() -> None:
    began = time.monotonic()
    with pytest.raises(bounded.OutOfBounds):
        bounded.call(tasks.never_end, b"", seconds=1)
    assert time.monotonic() - began < 5


def test_an_exception_says_what_it_was() -> None:
    with pytest.raises(bounded.ChildFailed, match="ValueError: no such thing"):
        bounded.call(tasks.fail, b"")


def test_a_crash_of_the_process_is_answered() -> None:
    with pytest.raises(bounded.OutOfBounds, match=r"ended with -6|Aborted"):
        bounded.call(tasks.crash, b"")


def test_a_flood_of_output_is_stopped() -> None:
    assert len(bounded.call(tasks.flood, b"")[1]) == 5 * MIB
    with pytest.raises(bounded.OutOfBounds):
        bounded.call(tasks.flood, b"", output_bytes=MIB)


def test_no_file_larger_than_the_answer_may_be_written(tmp_path) -> None:
    target = tmp_path / "new"
    with pytest.raises(bounded.OutOfBounds):
        bounded.call(tasks.write_a_file, str(target).encode(), output_bytes=MIB)
    assert target.stat().st_size <= MIB


def test_the_child_knows_nothing_of_our_secrets(monkeypatch) -> None:
    monkeypatch.setenv("DJANGO_SECRET_KEY", "planted")
    names, _none = bounded.call(tasks.surroundings, b"")
    assert "PATH" in names
    assert "DJANGO_SECRET_KEY" not in names


def test_no_network_where_the_kernel_allows_giving_it_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if subprocess.run(["unshare", "--user", "--net", "true"], check=False).returncode == 0:
            with pytest.raises(bounded.ChildFailed, match=r"Network is unreachable|Connection refused"):
                bounded.call(tasks.reach, b"", options={"port": port})
        else:
            assert bounded.call(tasks.reach, b"", options={"port": port}) == (None, b"")
