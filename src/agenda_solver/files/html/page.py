"""What every HTML page has: one file that asks for nothing, and runs nothing but its own script.

Its policy allows the style and the script by their hashes; whatever words a page holds, no
browser takes them for more.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.utils import urlize
from markupsafe import Markup

from agenda_solver.text import Language, Text, as_printed, with_capital_text
from agenda_solver.views.booklet import BookletSession
from agenda_solver.views.titles import clock_of_a_day, padded_clock

_HERE = "agenda_solver.files.html"


def rendered(
    template: str, language: Language, *, style: str, script: str = "", **content: object
) -> bytes:
    """Return a page: a template of this folder, filled, with its style and script within.

    Parameters
    ----------
    template : str
        Its file; it extends ``base.html``.
    style, script : str
        CSS and JavaScript of ours; nothing of a problem belongs there.
    **content
        What the template names; each `Text` is told in the language, and escaped.
    """
    page = environment(language).get_template(template)
    return page.render(
        language=language,
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
        **content,
    ).encode()


def policy(style: str, script: str = "") -> str:
    """Return the content security policy of a page: its own style and script, and no request."""
    allowed = [f"style-src '{_digest(style)}'"]
    if script:
        allowed.append(f"script-src '{_digest(script)}'")
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(code: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}"


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """Return a style or a script of this folder."""
    return files(_HERE).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def environment(language: Language) -> Environment:
    """Return what fills templates in a language: everything that is put in is escaped."""
    made = Environment(
        loader=PackageLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _printed(value, language),
    )
    made.filters.update(_filters(language))
    made.tests.update(_TESTS)
    return made


def _filters(language: Language) -> Mapping[str, Callable[[Any], Any]]:
    def say(value: object) -> str:
        return value.say(language) if isinstance(value, Text) else str(value)

    def linked(value: object) -> Markup:
        """Return words in which addresses of pages and of people are links."""
        return Markup(urlize(as_printed(say(value), language), rel="noopener noreferrer"))

    return {
        "linked": linked,
        "capital": with_capital_text,
        "clock": padded_clock,
        "clock_of_a_day": clock_of_a_day,
        "bare": lambda address: address.split("://", 1)[-1].rstrip("/"),
    }


def _is_detailed(session: BookletSession) -> bool:
    """Whether there is more to tell of a session than when, where and who."""
    return bool(session.about or session.questions or session.particulars or session.link)


def _is_brief(session: BookletSession) -> bool:
    """Whether that is short enough to be read in passing."""
    words = (*(text.fr for text in session.about), *session.questions)
    return sum(map(len, words)) <= _BRIEF


_BRIEF = 280  # letters: some four lines of a telephone
_TESTS: Mapping[str, Callable[[BookletSession], bool]] = {
    "detailed": _is_detailed,
    "brief": _is_brief,
}


def _printed(value: object, language: Language) -> object:
    """Return what is put into a page; the template escapes all but `Markup`."""
    if isinstance(value, Markup) or not isinstance(value, str | Text):
        return value
    return as_printed(value.say(language) if isinstance(value, Text) else value, language)
