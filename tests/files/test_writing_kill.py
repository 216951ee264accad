"""A run that is killed at any moment leaves the old file or the new one, whole."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from pathlib import Path

import pytest

from agenda_solver.files import writing

KILLS = 100
SIZE = 300_000  # bytes, as a large workbook has


def sealed(number: int) -> bytes:
    """Bytes that tell whether they are all there."""
    body = random.Random(number).randbytes(SIZE)
    return body + hashlib.sha256(body).digest()


def whole(data: bytes) -> bool:
    return len(data) == SIZE + 32 and hashlib.sha256(data[:SIZE]).digest() == data[SIZE:]


def writer(path: Path, versions: list[bytes], started: int) -> int:
    """Start a process that writes a file over itself until it is killed."""
    child = os.fork()
    if child:
        return child
    try:
        for turn in range(1_000_000):
            writing.put(path, versions[turn % len(versions)], force=True)
            if turn == 0:
                os.write(started, b".")
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_no_kill_breaks_the_file_or_leaves_others_behind(tmp_path: Path) -> None:
    path = tmp_path / "programme.xlsx"
    versions = [sealed(number) for number in range(3)]
    assert all(map(whole, versions))
    assert not whole(versions[0][:-1])
    path.write_bytes(versions[0])
    moments = random.Random(1)
    broken = left = 0
    for _ in range(KILLS):
        started, start = os.pipe()
        child = writer(path, versions, start)
        os.close(start)
        assert os.read(started, 1) == b"."
        time.sleep(moments.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        os.close(started)
        broken += path.read_bytes() not in versions
        left = max(left, len(list(tmp_path.iterdir())) - 1)
    assert broken == 0
    assert left <= 1  # that of the last kill, until the next run
    writing.put(path, versions[1], force=True)
    assert list(tmp_path.iterdir()) == [path]
