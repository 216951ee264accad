"""How a run ends: asked to, out of memory, or with nobody who reads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from agenda_solver.process import is_memory
from command_line import Done

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

WATCHED = """
import os, sys, threading, time
from agenda_solver.budget import Stop
from agenda_solver.process import ENDING, end_at_once, say, watched

def begun():
    print("begun", flush=True)

def waited(for_what=lambda: False):
    begun()
    while not for_what():
        time.sleep(0.01)
    return 0

{run}

end_at_once()
sys.exit(watched(run, lambda sentence, language: say(sentence.say(language))))
"""
NOTHING = "Arrêt demandé avant qu'il y ait un résultat : rien n'est écrit.\n"
STOPPING = (
    "Arrêt demandé : le meilleur qui est trouvé va être vérifié et donné "
    "(une deuxième fois : arrêt immédiat).\n"
)
NO_MEMORY = (
    "Mémoire insuffisante : le calcul s'est arrêté. Fermer d'autres logiciels ; une recherche "
    "prend moins de mémoire avec --workers 1.\n"
)
SEARCH = """
def run():
    ENDING.stop = Stop()
    ENDING.stop.heeded = True
    return waited(ENDING.stop.is_set)
"""
ENVIRONMENT = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1"}


def process(run: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WATCHED.format(run=run)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
    )


def ended(run: str, *signals: tuple[float, int]) -> Done:
    """Let a run begin; send it signals, each after so many seconds."""
    with process(run) as running:
        assert running.stdout is not None
        if signals:
            assert running.stdout.readline() == "begun\n"
        for seconds, number in signals:
            time.sleep(seconds)
            running.send_signal(number)
        out, err = running.communicate(timeout=30)
    return Done(running.returncode, out, err)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_before_there_is_anything_a_run_ends_at_once(number: int, code: int) -> None:
    assert ended("run = waited", (0, number)) == Done(code, "", NOTHING)


def test_a_run_ends_though_its_main_thread_does_not_listen() -> None:
    deaf = "def run():\n    begun()\n    threading.Lock().acquire() and threading.Event().wait()"
    assert ended(deaf, (0, signal.SIGTERM)) == Done(143, "", NOTHING)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_search_that_found_something_is_asked_to_stop(number: int) -> None:
    assert ended(SEARCH, (0, number)) == Done(0, "", STOPPING)


def test_a_search_that_found_nothing_is_not_waited_for() -> None:
    unheeded = SEARCH.replace("heeded = True", "heeded = False")
    assert ended(unheeded, (0, signal.SIGINT)) == Done(130, "", NOTHING)


def test_what_is_being_written_is_finished() -> None:
    write = "def run():\n    ENDING.writing = True\n    begun()\n    time.sleep(0.5)\n    return 0"
    assert ended(write, (0, signal.SIGTERM)) == Done(0, "", "")


def test_the_second_request_ends_everything() -> None:
    stubborn = SEARCH.replace("waited(ENDING.stop.is_set)", "waited()")
    twice = (0, signal.SIGINT), (0.6, signal.SIGTERM)
    assert ended(stubborn, *twice) == Done(143, "", STOPPING)


def test_a_request_to_a_process_and_to_its_group_is_one() -> None:
    slow = (
        SEARCH.replace("return waited", "waited").rstrip() + "\n    time.sleep(0.3)\n    return 0"
    )
    twice = (0, signal.SIGTERM), (0.02, signal.SIGTERM)
    assert ended(slow, *twice) == Done(0, "", STOPPING)


@pytest.mark.parametrize(
    "end",
    [
        "raise MemoryError",
        "raise OSError(12, 'Cannot allocate memory')",
        "raise ImportError('libx.so: failed to map segment from shared object')",
        "os.abort()",
        "os.write(2, b'what(): std::bad_alloc'); os.abort()",
        "os.kill(os.getpid(), 9)",  # as the system does with whoever takes most
        "os._exit(1)",  # as libraries do
    ],
)
def test_where_memory_ends(end: str) -> None:
    assert ended(f"def run():\n    {end}") == Done(5, "", NO_MEMORY)


def test_a_crash_of_another_kind_is_told_with_what_was_said() -> None:
    done = ended("def run():\n    os.write(2, b'Check failed: x > 0'); os.abort()")
    assert done.returncode == 5
    assert done.stderr == (
        "Check failed: x > 0\nLe calcul s'est arrêté net (SIGABRT). C'est une faute du logiciel, "
        "merci de la signaler avec ce message.\n"
    )


def test_any_exception_that_comes_from_a_lack_of_memory_is_one() -> None:
    error = ValueError("x")
    assert not is_memory(error)
    error.__cause__ = MemoryError()
    assert is_memory(error)


def test_a_fault_keeps_its_traceback() -> None:
    done = ended("def run():\n    raise ValueError('ours')")
    assert done.returncode == 1
    assert "ValueError: ours" in done.stderr


def test_no_process_is_left_behind() -> None:
    with process("def run():\n    print(os.getpid(), flush=True)\n    return waited()") as running:
        assert running.stdout is not None
        worker = int(running.stdout.readline())
        running.kill()
        running.wait()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and os.path.exists(f"/proc/{worker}/status"):
            time.sleep(0.01)
        assert not os.path.exists(f"/proc/{worker}/status")


# --- Where the output goes --------------------------------------------------------------------

PRINT = [sys.executable, "-m", "agenda_solver", "schema", "--lang", "fr"]
CLOSED = "Le résultat ne peut pas être affiché (la sortie est fermée).\n"
FULL = "Le résultat ne peut pas être affiché (il n'y a plus de place sur le disque).\n"


def shell(line: str, *arguments: str, command: Sequence[str] = PRINT) -> Done:
    """Run a command as a line of a shell; `"$@"` stands for it."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line, "bash", *command, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_whoever_reads_no_further_has_enough() -> None:
    assert shell('"$@" | head -c 1') == Done(0, "{", "")
    assert shell('"$@" 2>&1 | true') == Done(0, "", "")


def test_an_output_that_is_closed_or_full() -> None:
    assert shell('"$@" >&-') == Done(5, "", CLOSED)
    if os.path.exists("/dev/full"):
        assert shell('"$@" >/dev/full') == Done(5, "", FULL)


def test_nothing_is_lost_because_it_cannot_be_told() -> None:
    assert shell('"$@" 2>&- | head -c 1') == Done(0, "{", "")
    assert shell('"$@" none.toml 2>&-', command=[*PRINT[:3], "check"]).returncode == 2
