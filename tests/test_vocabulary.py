"""What the code calls things: after what they hold, and no two classes alike."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import agenda_solver

HOUSE = Path(agenda_solver.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
SAY_NOTHING = {"it", "found", "told", "said"}


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def names_given(tree: ast.AST) -> set[str]:
    """Return what a module calls its variables, parameters, attributes and functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.id if isinstance(node, ast.Name) else node.attr)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def test_the_names_of_a_module_are_found() -> None:
    tree = ast.parse("def f(a, *, b): self.c = [d for d in a]\nclass E:\n    g: int = 1\n")
    assert names_given(tree) == {"f", "a", "b", "c", "d", "E", "g"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(HOUSE)))
def test_a_name_says_what_the_thing_holds(module: Path) -> None:
    names = names_given(parsed(module))
    assert not {name.strip("_") for name in names} & SAY_NOTHING


def test_no_two_modules_have_a_class_of_one_name() -> None:
    classes = Counter(
        node.name
        for module in MODULES
        for node in parsed(module).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, times in classes.items() if times > 1] == []
