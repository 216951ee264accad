"""A problem, from plain data and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from agenda_solver.problem.checks import table_faults
from agenda_solver.problem.clocks import clock_faults
from agenda_solver.problem.faults import ProblemError, fault_of
from agenda_solver.problem.lookups import Lookups
from agenda_solver.problem.repeats import repeat_faults, with_repeats
from agenda_solver.problem.values import clean
from agenda_solver.text import Language


class Problem(Lookups):
    """Everything that is to be solved.

    Use `Problem.read` for data from outside: it resolves the ids of days and speaks in
    sentences.
    """

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Problem:
        """Read a problem from plain data: dicts, lists, strings, numbers, dates, times.

        Raises
        ------
        ProblemError
            If shape or references are wrong; it carries every fault found.
        """
        language = _language_of(data)
        try:
            problem = cls.model_validate(dict(data), context={"days": _days_by_id(data)})
        except ValidationError as error:
            raise ProblemError(map(fault_of, error.errors(include_url=False)), language) from None
        if faults := [*table_faults(problem), *repeat_faults(problem), *clock_faults(problem)]:
            raise ProblemError(faults, language)
        return with_repeats(problem)

    def dump(self) -> dict[str, Any]:
        """Return plain data that `read` takes, without what is left at its default."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


def _language_of(data: Mapping[str, Any]) -> Language | None:
    event = data.get("event")
    language = event.get("language", "fr") if isinstance(event, Mapping) else None
    return language if language in ("fr", "en") else None


def _days_by_id(data: Mapping[str, Any]) -> dict[str, object]:
    """Return the dates of the days that have an id, before anything is checked."""
    found: dict[str, object] = {}
    days = data.get("days")
    for day in days if isinstance(days, list) else []:
        if isinstance(day, Mapping) and isinstance(day.get("id"), str):
            when = day.get("date")
            if isinstance(when, str):
                try:
                    when = date.fromisoformat(clean(when))
                except ValueError:
                    continue
            if isinstance(when, datetime):
                when = when.date()
            if isinstance(when, date):
                found[clean(day["id"])] = when
    return found
