"""Where the time of a draft goes, phase by phase, against the number of its sessions.

    python benchmarks/run.py phases --out phases.jsonl
    python benchmarks/phases.py phases.jsonl --out benchmarks/phases.svg

The first measures drafts that `generate.py` draws, five sixths of whose cells are taken or
fewer, each phase once, in processor seconds of one process; the second draws what the lines
say. A phase begins where the one before it has ended: to check on sight is what it takes when
domains are known.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

SHAPES = ("50x6x12", "100x10x14", "200x15x18", "400x20x24", "800x30x32", "1600x45x42")
"""Sessions x rooms x slots."""

PHASES = {
    "read": "read the draft",
    "domains": "what is possible",
    "preflight": "check on sight",
    "construct": "a first programme",
    "build": "build the model",
    "verify": "judge the programme",
    "write": "write the workbook",
}

Value = TypeVar("Value")


@dataclass(frozen=True)
class Measured:
    """What one draft took.

    Attributes
    ----------
    seconds : mapping of str to float
        Processor seconds of each of `PHASES`; those that had no programme to judge or to
        write are left out.
    errors : int or None
        How many demands the first programme breaks; None where there is none.
    """

    seconds: Mapping[str, float]
    errors: int | None


def measured(shape: str) -> Measured:
    """Take a draft of so many sessions, rooms and slots through all phases."""
    import tomli_w

    from agenda_solver.decisions import encode
    from agenda_solver.domains import domains
    from agenda_solver.files import toml, workbook
    from agenda_solver.preflight import preflight
    from agenda_solver.preflight.questions import find_questions
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.search.construction import construct
    from agenda_solver.verify import verify
    from generate import generate

    Problem.model_rebuild()  # once a process, whatever the draft: it belongs to no phase
    seconds: dict[str, float] = {}

    def timed(phase: str, work: Callable[[], Value]) -> Value:
        began = process_time()
        outcome = work()
        seconds[phase] = round(process_time() - began, 3)
        return outcome

    sessions, rooms, slots = map(int, shape.split("x"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.toml"
        path.write_text(tomli_w.dumps(generate(sessions, rooms, slots)), encoding="utf-8")
        problem = timed("read", lambda: toml.read(path))
        timed("domains", lambda: domains(problem))
        timed("preflight", lambda: (preflight(problem), find_questions(problem)))
        timetable = timed("construct", lambda: construct(problem)).timetable
        timed("build", lambda: encode(problem))
        if timetable is None:
            return Measured(seconds, None)
        verdict = timed("verify", lambda: verify(problem, timetable))
        result = Result("feasible", timetable, findings=verdict.findings)
        output = Path(folder) / "programme.xlsx"
        timed("write", lambda: workbook.write(output, problem, result, "fr"))
    return Measured(seconds, len(verdict.errors))


# --- The plot -----------------------------------------------------------------------------

_COLOURS = ("#4477aa", "#66ccee", "#228833", "#ccbb44", "#ee6677", "#aa3377", "#555555")
_WIDTH, _HEIGHT = 760, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 190, 46, 50
_LEAST = 0.01  # seconds; less is drawn as this
_APART = 15.0  # between the names of two lines

Points = Mapping[int, float]
"""Processor seconds by the number of sessions."""


def drawn(lines: Iterable[Mapping[str, object]]) -> str:
    """Return the plot of what the lines of a run say, as SVG.

    Both axes are logarithmic: what grows with the number of sessions is a straight line that
    rises as the one that is dashed, what grows with its square rises twice as fast.
    """
    curves = _curves(lines)
    sessions = sorted({count for points in curves.values() for count in points})
    most = max(spent for points in curves.values() for spent in points.values())
    scale = _Scale(sessions[0], sessions[-1], 10 ** ceil(log10(max(most, _LEAST * 10))))
    parts = [*_grid(scale, sessions), *_ideal(scale)]
    ends = {phase: scale.y(points[max(points)]) for phase, points in curves.items()}
    names = _spread(ends)
    for colour, (phase, points) in zip(_COLOURS, curves.items(), strict=False):
        path = " ".join(f"{scale.x(n):.1f},{scale.y(points[n]):.1f}" for n in sorted(points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{scale.x(n):.1f}" cy="{scale.y(spent):.1f}" r="3" fill="{colour}"/>'
            for n, spent in points.items()
        ]
        last = points[max(points)]
        parts.append(
            _text(_WIDTH - _RIGHT + 12, names[phase] + 4, f"{PHASES[phase]}, {last:.2g} s", colour)
        )
    return _page(parts)


def _curves(lines: Iterable[Mapping[str, object]]) -> Mapping[str, Points]:
    curves: dict[str, dict[int, float]] = {phase: {} for phase in PHASES}
    for line in lines:
        phases = line["phases"]
        assert isinstance(phases, dict)
        for phase, spent in phases.items():
            curves[phase][int(str(line["instance"]).split("x")[0])] = spent
    return {phase: points for phase, points in curves.items() if points}


@dataclass(frozen=True)
class _Scale:
    """Where numbers of sessions and seconds stand: from the first to the last, up to the most."""

    first: int
    last: int
    most: float

    def x(self, sessions: int) -> float:
        share = log10(sessions / self.first) / log10(self.last / self.first)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(self, seconds: float) -> float:
        share = log10(max(seconds, _LEAST) / _LEAST) / log10(self.most / _LEAST)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _grid(scale: _Scale, sessions: Sequence[int]) -> list[str]:
    right, low = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    parts = [_text(_LEFT, 24, "Processor seconds of each phase, by number of sessions", size=14)]
    for power in range(floor(log10(_LEAST)), round(log10(scale.most)) + 1):
        y = scale.y(10.0**power)
        parts.append(f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(_text(_LEFT - 8, y + 4, f"{10.0**power:g} s", anchor="end"))
    for count in sessions:
        x = scale.x(count)
        parts.append(f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{low}" stroke="#eee"/>')
        parts.append(_text(x, low + 18, f"{count:,}", anchor="middle"))
    parts.append(_text((_LEFT + right) / 2, low + 38, "sessions", anchor="middle"))
    return parts


def _ideal(scale: _Scale) -> list[str]:
    """Return the line of what grows as the number of sessions does, from the least up."""
    seconds = _LEAST * scale.last / scale.first
    ends = (scale.x(scale.first), scale.y(_LEAST), scale.x(scale.last), scale.y(seconds))
    x1, y1, x2, y2 = (f"{end:.1f}" for end in ends)
    return [f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#999" stroke-dasharray="5 4"/>']


def _spread(ends: Mapping[str, float]) -> Mapping[str, float]:
    """Return where the names of lines stand: beside their ends, none on another."""
    placed: dict[str, float] = {}
    above = float("-inf")
    for phase in sorted(ends, key=lambda phase: ends[phase]):
        placed[phase] = above = max(ends[phase], above + _APART)
    over = max(0.0, above - (_HEIGHT - _BOTTOM))
    return {phase: y - over for phase, y in placed.items()}


def _text(
    x: float, y: float, words: str, colour: str = "#333", *, size: int = 12, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _page(parts: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="Arial, Helvetica, sans-serif">'
    )
    background = f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    return "\n".join([head, background, *parts, "</svg>", ""])


def main() -> None:
    """Draw what the lines of a run say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=Path, help="what `run.py phases` wrote")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    lines = [json.loads(line) for line in asked.lines.read_text(encoding="utf-8").splitlines()]
    asked.out.write_text(drawn(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
