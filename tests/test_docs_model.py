"""The page on the model names modules and classes that are there."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs/model.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(solve|domains|verify|assign|replan|[a-z]+/[a-z_]+)(?:\.([A-Z]\w+))?`", PAGE)


def test_each_module_that_is_named_is_there() -> None:
    assert len(set(NAMED)) > 20
    for path, klass in NAMED:
        module = f"agenda_solver.{path.replace('/', '.')}"
        assert find_spec(module), path
        assert not klass or hasattr(import_module(module), klass), klass
