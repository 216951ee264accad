"""Scheduling and room allocation for events: a draft in, a proven timetable out.

What the commands do is here as functions, too: see `agenda_solver.library`.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agenda_solver.changes import (
        MoreRegister,
        PersonCancels,
        PersonIsAway,
        PersonIsReplaced,
        RoomIsClosed,
        SessionIsCancelled,
    )
    from agenda_solver.cp_sat import SelfCheckError
    from agenda_solver.files import InputError
    from agenda_solver.library import (
        Answered,
        Judgement,
        PlansB,
        Programme,
        Replanned,
        Settings,
        assign,
        contingency,
        explain,
        export,
        read,
        replan,
        solve,
        verify,
    )
    from agenda_solver.problem import Problem, ProblemError, Window
    from agenda_solver.timetable import Timetable

__version__ = "0.1.0"

_HOMES = {
    **dict.fromkeys(
        (
            "MoreRegister",
            "PersonCancels",
            "PersonIsAway",
            "PersonIsReplaced",
            "RoomIsClosed",
            "SessionIsCancelled",
        ),
        "changes",
    ),
    "InputError": "files",
    "Problem": "problem",
    "ProblemError": "problem",
    "SelfCheckError": "cp_sat",
    "Window": "problem",
    "Timetable": "timetable",
}
"""The modules of what is public and not of `library`."""

__all__ = [
    "Answered",
    "InputError",
    "Judgement",
    "MoreRegister",
    "PersonCancels",
    "PersonIsAway",
    "PersonIsReplaced",
    "PlansB",
    "Problem",
    "ProblemError",
    "Programme",
    "Replanned",
    "RoomIsClosed",
    "SelfCheckError",
    "SessionIsCancelled",
    "Settings",
    "Timetable",
    "Window",
    "__version__",
    "assign",
    "contingency",
    "explain",
    "export",
    "read",
    "replan",
    "solve",
    "verify",
]


class _Package(ModuleType):
    """The package: what is public is loaded when it is first used, as `--help` needs none of it.

    A module of the same name, such as `agenda_solver.solve`, does not take a function's place
    when it is imported; ``from agenda_solver.solve import …`` reaches it all the same.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = import_module(f"{__name__}.{_HOMES.get(name, 'library')}")
        value = getattr(home, name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
