import subprocess
import sys
from pathlib import Path

from agenda_solver.rules import RULES, SEAT_RULES
from agenda_solver.rules.page import page

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_what_the_rules_say() -> None:
    # To mend it: python -m agenda_solver.rules.page > docs/rules.md
    assert PAGE.read_text(encoding="utf-8") == page()


def test_each_rule_has_a_heading_and_both_titles() -> None:
    headings = [line[5:-1] for line in page().splitlines() if line.startswith("### ")]
    assert headings == [rule.key for rule in (*RULES, *SEAT_RULES)]
    for rule in (*RULES, *SEAT_RULES):
        assert f"**{rule.title.en}.**" in page()
        assert f"**{rule.title.fr}.**" in page()


def test_each_rule_has_its_sentence_in_both_languages() -> None:
    for rule in (*RULES, *SEAT_RULES):
        broken = vars(type(rule))["broken"]
        assert f": {broken.en}\n" in page()
        assert f" : {broken.fr}\n" in page()


def test_what_goes_into_a_sentence_is_not_one() -> None:
    told = [line for line in page().splitlines() if line.startswith("- ")]
    assert all("{" in line for line in told)
    assert not any(line.endswith(": {minutes} of setup") for line in told)


def test_the_command_writes_it_and_loads_no_solver() -> None:
    code = (
        "import runpy, sys\n"
        "runpy.run_module('agenda_solver.rules.page', run_name='__main__')\n"
        "assert not {'ortools', 'pandas', 'openpyxl'} & set(sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert run.stdout.decode() == page()
