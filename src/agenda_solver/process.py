"""The process of a run: whatever ends it, it ends with an exit code, and a sentence where it fails.

A run has two processes. One works; the other does nothing but wait for it. What no program can
catch in itself, as the solver that aborts where memory ends, or the system that kills it, is so
still told in a sentence. It hears Ctrl-C and SIGTERM too, and passes them on, so that they are
heard at once whatever the other is at: a library that is being loaded, or a solver.

See `docs/decisions/0020-two-processes.md`.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.budget import Stop

MACHINE_FAILED = 5
"""The exit code where memory, the disk or the output fails."""

# An event's language is French where it does not say; so is that of a draft that cannot be
# read, unless the computer speaks English.
FALLBACK: Language = (
    "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("en") else "fr"
)


def _language_asked() -> Language:
    asked = [word for flag, word in pairwise(sys.argv) if flag == "--lang"]
    if "fr" in asked:
        return "fr"
    return "en" if "en" in asked else FALLBACK


_ASKED_BY = (signal.SIGINT, signal.SIGTERM)
_ONE_REQUEST = 0.3  # seconds: who ends a program may signal it, and then all of its group
_ASKED_OTHERWISE = ("SIGHUP", "SIGQUIT", "SIGINT", "SIGTERM")


# --- What is to be done when the run is to end ----------------------------------------------

NOTHING_YET = Text(
    "Arrêt demandé avant qu'il y ait un résultat : rien n'est écrit.",
    "Stopped before there was a result: nothing is written.",
)
_STOPPING = Text(
    "Arrêt demandé : le meilleur qui est trouvé va être vérifié et donné "
    "(une deuxième fois : arrêt immédiat).",
    "Stopping: the best that is found will be verified and given (once more: stop at once).",
)


class Ending:
    """What happens to a run that is asked to end.

    Attributes
    ----------
    language : {"fr", "en"}
        What it is told in.
    stop : Stop or None
        Of the search that goes on.
    stopping : Text
        What is said where there is something to keep.
    writing : bool
        Whether something is being written: that, and what is left to do, is then done.
    number : int
        The signal by which it was asked; 0 where it was not.
    answers : int or None
        Where the process that waits is told the exit code: without it, this one did not end
        by itself.
    """

    def __init__(self) -> None:
        self.language: Language = _language_asked()
        self.stop: Stop | None = None
        self.stopping = _STOPPING
        self.writing = False
        self.number = 0
        self.answers: int | None = None
        self._at = 0.0
        self._unbroken = threading.Lock()

    @contextmanager
    def unbroken(self) -> Iterator[None]:
        """Let the run not end before some lines are done, such as those that have a draft."""
        with self._unbroken:
            yield

    def leave(self, code: int) -> NoReturn:
        """End this process at once."""
        if self.answers is not None:
            os.write(self.answers, bytes([code]))
        os._exit(code)

    def ask(self, number: int) -> None:
        """Let the run end: at once where there is nothing to keep, or where it is asked twice."""
        if self.number and time.monotonic() - self._at < _ONE_REQUEST:
            return
        with self._unbroken:
            if self.number:
                self.leave(128 + number)
            self.number, self._at = number, time.monotonic()
            stop = self.stop if self.stop is not None and self.stop.heeded else None
            if stop is None and not self.writing:
                say(NOTHING_YET.say(self.language))
                self.leave(128 + number)
        if stop is not None:
            stop.set()
        if not self.writing:
            say(self.stopping.say(self.language))


ENDING = Ending()
"""Of this process."""


def say(sentence: str) -> None:
    """Say something on standard error, whatever another thread is printing there."""
    with suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), f"{sentence}\n".encode(sys.stderr.encoding, "replace"))


def say_where(error: BaseException) -> None:
    """Say on standard error where the program is at fault: its lines, and nothing of the data."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    say(f"{lines}{type(error).__name__}")


def _listen(requests: int) -> None:
    """Hear what comes through a pipe: a byte for each signal, its end where nobody waits."""
    while request := os.read(requests, 1):
        ENDING.ask(request[0])
    os._exit(MACHINE_FAILED)


def _pass_on(requests: int) -> None:
    """Put each signal that asks this process to end into a pipe."""

    def put(number: int, _: object) -> None:
        with suppress(OSError):  # the other process has ended
            os.write(requests, bytes([number]))

    for number in _ASKED_BY:
        signal.signal(number, put)


def end_at_once() -> None:
    """Until there is more to lose: let Ctrl-C and SIGTERM end this process with a sentence."""

    def end(number: int, _: object) -> None:
        say(NOTHING_YET.say(ENDING.language))
        os._exit(128 + number)

    for number in _ASKED_BY:
        signal.signal(number, end)


# --- The two processes ----------------------------------------------------------------------


def watched(run: Callable[[], int], tell: Callable[[Text, Language], None]) -> int:
    """Do what is to be done in a process of its own; return the exit code.

    Where the system cannot fork, it is done in this one.

    Parameters
    ----------
    run : callable
        What is to be done; returns its exit code.
    tell : callable
        Says why the machine failed, in whichever process can.
    """
    _reserve_numbers()
    requests, requested = os.pipe()
    if not hasattr(os, "fork"):
        _pass_on(requested)
        return _outcome(run, tell, requests)
    noise = _kept_aside()
    answers, answered = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, _ASKED_BY)
    worker = os.fork()
    if not worker:
        os.close(requested)
        for number in _ASKED_BY:  # those come from the process that waits
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKED_BY)
        _speak_apart_from(noise)
        ENDING.answers = answered
        ENDING.leave(_outcome(run, tell, requests))
    os.close(requests)
    os.close(answered)
    _pass_on(requested)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKED_BY)
    answer = os.read(answers, 1)
    _, status = os.waitpid(worker, 0)
    return answer[0] if answer else _exit_code(status, tell, noise)


def _outcome(run: Callable[[], int], tell: Callable[[Text, Language], None], requests: int) -> int:
    """Return the exit code of what is to be done, also where memory ends."""
    try:
        threading.Thread(target=_listen, args=(requests,), daemon=True).start()
        _print_patiently()
        return run()
    except BaseException as error:
        if not is_memory(error):
            traceback.print_exc()
            return 1
        tell(_NO_MEMORY, ENDING.language)
        if ENDING.answers is not None:  # to take the search down may fail for the same reason
            ENDING.leave(MACHINE_FAILED)
        return MACHINE_FAILED


def _exit_code(status: int, tell: Callable[[Text, Language], None], noise: int | None) -> int:
    """Return the exit code where a process was ended, not by itself; say why."""
    how = str(os.waitstatus_to_exitcode(status))
    if os.WIFSIGNALED(status):
        how = signal.Signals(os.WTERMSIG(status)).name
        if how in _ASKED_OTHERWISE:
            return 128 + os.WTERMSIG(status)
    words = _noise_aside(noise)
    if words and not _tells_of_memory(words):
        say(words)
        tell(_CRASHED.fill(how=how), ENDING.language)
    else:
        tell(_NO_MEMORY, ENDING.language)
    return MACHINE_FAILED


_NO_MEMORY = Text(
    "Mémoire insuffisante : le calcul s'est arrêté. Fermer d'autres logiciels ; une recherche "
    "prend moins de mémoire avec --workers 1.",
    "Not enough memory: the computation has ended. Close other programs; a search takes less "
    "memory with --workers 1.",
)
_CRASHED = Text(
    "Le calcul s'est arrêté net ({how}). C'est une faute du logiciel, merci de la signaler "
    "avec ce message.",
    "The computation has crashed ({how}). This is a fault of the software, please report it "
    "with this message.",
)

# How libraries tell that memory ends, in exceptions that are not `MemoryError`, and past Python.
_MEMORY_ENDS = (
    "memory",
    "bad_alloc",
    "can't start new thread",
    "failed to map segment",
    "resource temporarily unavailable",
)


def is_memory(error: BaseException | None) -> bool:
    """Whether an exception, or what it came from, says that there is no memory left."""
    while error is not None:
        if isinstance(error, MemoryError) or _tells_of_memory(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _tells_of_memory(words: str) -> bool:
    return any(end in words.lower() for end in _MEMORY_ENDS)


# --- What is printed ------------------------------------------------------------------------


def _kept_aside() -> int | None:
    """Return a file in memory for what libraries print on standard error past Python."""
    with suppress(AttributeError, OSError):
        return os.memfd_create("noise")
    return None


def _noise_aside(noise: int | None) -> str:
    if noise is None:
        return ""
    return os.pread(noise, 10_000, 0).decode("utf-8", "replace").strip()


def _speak_apart_from(noise: int | None) -> None:
    """Let Python print on standard error, and libraries beside it: their words are no sentence."""
    if noise is None or sys.stderr is None:
        return
    own = os.dup(2)
    os.dup2(noise, 2)
    sys.stderr = open(  # noqa: SIM115 - as long as the process
        own, "w", buffering=1, encoding=sys.stderr.encoding, errors=sys.stderr.errors
    )


class OutputError(OSError):
    """Standard output does not take what is to be shown."""


class _Output(io.FileIO):
    """Standard output, which goes on where nobody reads it any more, as after `| head`."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            return memoryview(data).nbytes  # type: ignore[arg-type]
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None


class _Beside(io.FileIO):
    """Standard error: what cannot be told there is not a reason to end."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError:
            return memoryview(data).nbytes  # type: ignore[arg-type]


def _reserve_numbers() -> None:
    """Let no file get the number of a standard stream that is closed, and be printed into."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDONLY)) <= 2:
            pass
        os.close(number)


def _print_patiently() -> None:
    """Print through `_Output` and `_Beside`.

    A letter that a terminal cannot show must not cost the programme.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) or sys.stdout is None:
        sys.stdout = _printed(sys.stdout, _Output(1, "w", closefd=False))
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _printed(sys.stderr, _Beside(sys.stderr.fileno(), "w", closefd=False))


def _printed(stream: io.TextIOWrapper | None, file: io.FileIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(file),
        encoding=stream.encoding if stream else "utf-8",
        errors="replace",
        line_buffering=file.isatty() or isinstance(file, _Beside),
    )
