import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "benchmarks" / "run.py"

# What every line says; a set may say more.
FIELDS = {
    *("set", "instance", "status", "value", "bound", "hard", "published", "seconds"),
    *("cpu_seconds", "peak_mb", "seed", "workers", "versions", "commit"),
}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(RUN), *words], capture_output=True, text=True, check=False
    )


def tiny(folder: Path) -> None:
    slots = [{"id": f"T{hour}", "start": f"2026-05-04T{hour}:00"} for hour in (10, 12)]
    sessions = [
        {"id": name, "duration": 60, "speakers": [], "themes": ["AI"], "favorite_count": 1}
        for name in "abc"
    ]
    rooms = [{"id": name, "capacity": 9, "tags": [], "unavailable": []} for name in ("R1", "R2")]
    data = {
        "name": "tiny",
        "min_pause_minutes": 0,
        "timeslots": [
            {**slot, "end": slot["start"].replace(":00", ":45"), "tags": []} for slot in slots
        ],
        "rooms": rooms,
        "speakers": [],
        "sessions": [{**session, "duration": 45} for session in sessions],
    }
    (folder / "peers").mkdir()
    (folder / "peers" / "tiny.json").write_text(json.dumps(data))


def test_a_run_is_a_line_and_is_not_repeated(tmp_path: Path):
    tiny(tmp_path)
    out = tmp_path / "out.jsonl"
    asked = ("peers", "tiny", "--data", str(tmp_path), "--seconds", "10", "--out", str(out))
    first = run(*asked)
    assert first.returncode == 0, first.stderr
    (line,) = map(json.loads, out.read_text().splitlines())
    assert line.keys() >= FIELDS
    # Three sessions of one theme in two timeslots: two of them clash.
    assert (line["status"], line["value"], line["bound"], line["hard"]) == ("optimal", 1, 1, 0)
    assert (line["set"], line["instance"], line["published"]) == ("peers", "tiny", None)
    again = run(*asked)
    assert (again.returncode, again.stdout) == (0, "")
    assert len(out.read_text().splitlines()) == 1


def test_says_what_is_missing(tmp_path: Path):
    out = str(tmp_path / "out.jsonl")
    without = run("optaplanner", "--out", out)
    assert without.returncode == 2
    assert "optaplanner needs --data DIR: its instances are DIR/optaplanner/*.xlsx" in (
        without.stderr
    )
    empty = run("replan", "--data", str(tmp_path), "--out", out)
    assert empty.returncode == 2
    assert "there is no" in empty.stderr
    tiny(tmp_path)
    unknown = run("peers", "huge", "--data", str(tmp_path), "--out", out)
    assert unknown.returncode == 2
    assert "peers has no instance huge; it has tiny" in unknown.stderr


def test_students_are_given_courses(tmp_path: Path):
    (tmp_path / "agh").mkdir()
    orders = ["17: 1,2,3", "17: 1,3,2", "10: 2,1,3"]
    head = ["# TITLE: 2003 Registration", "# NUMBER ALTERNATIVES: 3", "# NUMBER VOTERS: 44"]
    (tmp_path / "agh" / "tiny.soc").write_text("\n".join([*head, *orders]))
    out = tmp_path / "out.jsonl"
    asked = ("agh", "2003/17", "--data", str(tmp_path), "--seconds", "10", "--out", str(out))
    done = run(*asked)
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert line.keys() >= FIELDS
    # 34 want the first course, 17 get it; of the others 7 fit beside the 10, 10 go on.
    assert (line["status"], line["value"], line["bound"], line["hard"]) == ("optimal", 61, 61, 0)
    assert line["profile"] == {"1": 27, "2": 17}


def test_attendees_are_seated(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    done = run("assign", "200x8x5", "--seconds", "10", "--out", str(out))
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert line.keys() >= FIELDS
    assert (line["status"], line["hard"], line["lacking"]) == ("optimal", 0, 0)
    assert line["profile"] == {"1": 128, "2": 72, "none": 0}
    assert (line["value"], line["method"]) == (272, "flow")
    # Then how even the sizes are: 200 people in eight workshops.
    *_, second_or_worse, (squares, _, _) = line["tiers"]
    assert second_or_worse == [72, 72, "optimal"]
    assert squares >= 8 * 25**2


@pytest.mark.thorough
def test_attendees_miss_little(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    done = run("attendance", "20x4x5x100", "--seconds", "2", "--out", str(out))
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert line.keys() >= FIELDS
    assert (line["hard"], line["published"], line["random"]) == (0, None, 114)
    # The optimum is 79.
    assert line["bound"] <= 79 <= line["value"] < 100
    missed = [cost for _, cost in line["trace"]]
    assert missed == sorted(missed, reverse=True)
    assert missed[-1] >= line["value"]


@pytest.mark.thorough
def test_people_hear_what_they_rated(tmp_path: Path):
    (tmp_path / "alpine").mkdir()
    # Fourteen people, all but one with an abstract; each rates all others' 1 to 5.
    ratings = [
        f"{one},,{other},,{1 + (3 * one + 2 * other) % 5}"
        for one in range(1, 15)
        for other in range(1, 14)
        if one != other
    ]
    head = "person_id,person_name,abstract_id,present_name,rating"
    (tmp_path / "alpine" / "rating_example.csv").write_text("\n".join([head, *ratings]))
    out = tmp_path / "out.jsonl"
    asked = ("alpine", "--data", str(tmp_path), "--seconds", "20", "--out", str(out))
    done = run(*asked)
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert line.keys() >= FIELDS
    every = sum(int(row[-1]) for row in ratings)
    assert (line["published"], line["hard"]) == (5496, 0)
    assert 0.9 * every < line["value"] <= every
