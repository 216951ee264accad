"""Commands that are stopped, run out of memory, or out of disk: what they say, and write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from command_line import Done, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc, ulimit, tmpfs")

INSTANCES = Path(__file__).parents[2] / "instances"
ASSISES = INSTANCES / "assises-normandes-2026" / "agenda.toml"
CONGRESS = INSTANCES / "congres-deux-jours" / "agenda.toml"
COMMAND = [sys.executable, "-m", "agenda_solver"]
ENVIRONMENT = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1"}
NOTHING = "Arrêt demandé avant qu'il y ait un résultat : rien n'est écrit."
NO_MEMORY = "Mémoire insuffisante"


def last_of(done: Done) -> str:
    return done.stderr.splitlines()[-1]


def hears(process: int, number: int) -> bool:
    """Whether a process has begun so far that it does something of its own with a signal."""
    status = Path(f"/proc/{process}/status").read_text()
    (caught,) = (line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


@contextmanager
def paste() -> Iterator[int]:
    """Open a standard input to which nothing comes; it ends with the context."""
    reading, writing = os.pipe()
    try:
        yield reading
    finally:
        os.close(reading)
        os.close(writing)


def stopped(arguments: list[object], seconds: float, number: int) -> Done:
    """Send a command a signal after so many seconds.

    What reads what is pasted waits: nothing comes, and no end of it.
    """
    with (
        paste() as pasted,
        subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdin=pasted,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=ENVIRONMENT,
        ) as running,
    ):
        while not hears(running.pid, number):
            time.sleep(0.01)
        time.sleep(seconds)
        running.send_signal(number)
        out, err = running.communicate(timeout=300)
    return Done(running.returncode, out, err)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("solved") / "assises.xlsx"
    assert run("solve", ASSISES, "-o", path, "--seconds", 5).returncode == 0
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("solve", ASSISES),
        ("assign", "PROGRAMME"),
        ("replan", "PROGRAMME", "--close-room", "auditorium"),
        ("export", "PROGRAMME", "--to", "ics"),
        ("import", "-"),
        ("rotate", "--people", 57, "--tables", 8, "--rounds", 6),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_that_just_began_writes_nothing(
    programme: Path, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    output = tmp_path / ("calendars" if "export" in arguments else "out.xlsx")
    words = [programme if word == "PROGRAMME" else word for word in arguments]
    done = stopped([*words, "-o", output], 0.25, signal.SIGTERM)
    assert done == Done(143, "", f"{NOTHING}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(6))
def test_a_search_stopped_at_any_moment(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    output = tmp_path / "out.xlsx"
    number = chance.choice([signal.SIGINT, signal.SIGTERM])
    words = ["solve", CONGRESS, "-o", output, "--seconds", 60]
    done = stopped(words, chance.uniform(0.25, 12.0), number)
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert done.returncode == 128 + number
        assert last_of(done) == NOTHING
        assert not list(tmp_path.iterdir())
        return
    assert run("verify", output).stdout.endswith("Toutes les demandes sont tenues.\n")


# --- Memory, disk -------------------------------------------------------------------------------


def limited(megabytes: int, *arguments: object) -> Done:
    """Run a command that may have so much address space."""
    done = subprocess.run(
        ["bash", "-c", f'ulimit -v {1024 * megabytes}; "$@"', "", *COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


SOME_SIZES, MORE_SIZES = (150, 500), (100, 250, 300, 400, 700, 1000)


@pytest.mark.parametrize(
    "megabytes", [*SOME_SIZES, *(pytest.param(n, marks=pytest.mark.thorough) for n in MORE_SIZES)]
)
@pytest.mark.parametrize(
    "draft", [ASSISES, pytest.param(CONGRESS, marks=pytest.mark.thorough)], ids=["day", "congress"]
)
def test_without_memory_one_sentence_and_nothing_written(
    tmp_path: Path, draft: Path, megabytes: int
) -> None:
    output = tmp_path / "out.xlsx"
    done = limited(megabytes, "solve", draft, "-o", output, "--seconds", 3)
    if done.returncode == 0:
        assert megabytes > 400
        assert run("verify", output).returncode == 0
        return
    told = [line for line in done.stderr.splitlines() if not line.startswith("À VÉRIFIER")]
    assert done.returncode == 5
    assert len(told) == 1
    assert told[0].startswith(NO_MEMORY)
    assert not output.exists()


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can make a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.thorough
def test_a_disk_that_is_full(programme: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path, 8):
        done = run("assign", programme, "-o", tmp_path / "out.xlsx", "--lang", "fr")
        assert done.returncode == 5
        assert "il n'y a plus de place sur le disque" in done.stderr
        assert "Places données : 130 sur 130" in done.stdout  # what was found is told
        done = run("export", programme, "--to", "ics", "-o", tmp_path / "calendars")
        assert done.returncode == 5
        assert not list(tmp_path.iterdir())
