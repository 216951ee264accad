"""A run that is killed at any moment leaves what was there or what is new, whole."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from agenda_solver.files import folders, replacing, writing

thorough = pytest.mark.thorough

KILLS = 50
VERSIONS = 3
SIZE = 300_000  # bytes, as a large workbook has


def sealed(number: int) -> bytes:
    """Bytes that tell whether they are all there."""
    body = random.Random(number).randbytes(SIZE)
    return body + hashlib.sha256(body).digest()


def whole(data: bytes) -> bool:
    return len(data) == SIZE + 32 and hashlib.sha256(data[:SIZE]).digest() == data[SIZE:]


def writer(write: Callable[[int], object], started: int) -> int:
    """Start a process that writes one version after the other until it is killed."""
    child = os.fork()
    if child:
        return child
    try:
        for turn in range(1_000_000):
            write(turn % VERSIONS)
            if turn == 0:
                os.write(started, b".")
    finally:
        os._exit(1)


def killed(write: Callable[[int], object], moment: float) -> None:
    """Kill a process so many seconds after it has written a first version."""
    started, start = os.pipe()
    child = writer(write, start)
    os.close(start)
    assert os.read(started, 1) == b"."
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    os.close(started)


can_kill = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@can_kill
@thorough
def test_no_kill_breaks_the_file_or_leaves_others_behind(tmp_path: Path) -> None:
    path = tmp_path / "programme.xlsx"
    versions = [sealed(number) for number in range(VERSIONS)]
    assert all(map(whole, versions))
    assert not whole(versions[0][:-1])
    path.write_bytes(versions[0])
    moments = random.Random(1)
    broken = left = 0
    for _ in range(KILLS):
        killed(lambda n: writing.put(path, versions[n], force=True), moments.uniform(0, 0.02))
        broken += path.read_bytes() not in versions
        left = max(left, len(list(tmp_path.iterdir())) - 1)
    assert broken == 0
    assert left <= 1  # that of the last kill, until the next run
    writing.put(path, versions[1], force=True)
    assert list(tmp_path.iterdir()) == [path]


# --- A folder -----------------------------------------------------------------------------

NAMES = [PurePosixPath("programme.ics"), *(PurePosixPath(f"salles/{n}.ics") for n in range(11))]
OWN = {"notes.txt": b"mine", "salles/plan.txt": b"mine too"}


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@can_kill
@pytest.mark.parametrize(
    "kills", [pytest.param(12, id="some"), pytest.param(120, id="many", marks=[thorough])]
)
@pytest.mark.parametrize("exchanges", [True, False])
def test_no_kill_mixes_a_folder_or_leaves_others_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: int, exchanges: bool
) -> None:
    folder = tmp_path / "calendriers"
    for name, data in OWN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    versions = [dict.fromkeys(NAMES, f"version {n}".encode()) for n in range(VERSIONS)]
    whole = [{**OWN, **{str(name): data for name, data in each.items()}} for each in versions]
    folders.put_all(folder, versions[0])
    if not exchanges:
        monkeypatch.setattr(replacing, "exchange", lambda *_: False)
    moments = random.Random(2)
    absent = 0
    for _ in range(kills):
        killed(lambda n: folders.put_all(folder, versions[n], force=True), moments.uniform(0, 0.02))
        if folder.exists() or exchanges:
            assert content(folder) in whole
        absent += not folder.exists()
        assert len(list(tmp_path.iterdir())) <= 2  # that of the last kill, until the next run
        writing.put(tmp_path / "other.xlsx", b"whatever is written there")
        (tmp_path / "other.xlsx").unlink()
        assert list(tmp_path.iterdir()) == [folder]
        assert content(folder) in whole
    assert absent == 0 or not exchanges
