import re
from pathlib import Path

from test_optaplanner import WEIGHTS

from agenda_solver.rules import BY_KEY

PAGE = (Path(__file__).parents[2] / "docs" / "compare.md").read_text(encoding="utf-8")


def test_names_rules_that_exist():
    named = re.findall(r"\[`(\w+)`\]\(rules\.md#(\w+)\)", PAGE)
    assert len(named) > 30
    for key, anchor in named:
        assert key == anchor
        assert key in BY_KEY


def test_compares_every_constraint_once_and_every_term_in_order():
    first, second = PAGE.split("## CoSPLib")
    rows = [re.sub(r" \(.*\)$", "", row) for row in re.findall(r"^\| ([A-Z].*?) \|", first, re.M)]
    assert sorted(rows) == sorted([*WEIGHTS, "Constraint"])
    assert re.findall(r"^\| (\d+) ", second, re.M) == [str(number) for number in range(16)]
