"""The page Changements: what is otherwise than it was, by session, by person, by attendee."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from agenda_solver.difference import Difference
from agenda_solver.text import Names, Text
from agenda_solver.views import news
from agenda_solver.views.options import OptionRow
from agenda_solver.views.pages import Block, Cell, Page, Row, event_heading, wide

CHANGES = Text("Changements", "Changes")

# So that each table can have its own: how many of these a cell of it spans.
_WIDTHS = (28.0, 10.0, 28.0, 17.0, 19.0, 36.0)
_SPANS: Mapping[int, tuple[int, ...]] = {4: (2, 1, 2, 1), 3: (1, 3, 2)}
_BEFORE, _AFTER = Text("Avant", "Before"), Text("Après", "After")
_SESSION = Text("Session", "Session")
_OPTION_SPANS = (2, 2, 2)
_OPTIONS = Text("Les choix possibles", "The choices there were")
_OPTION_TITLES = (
    _SESSION,
    Text("Ce qu'elle peut devenir", "What can become of it"),
    Text("Ce que change le programme entier", "What the whole plan changes"),
)
_STANDBYS = Text("Qui pourrait remplacer", "Who could take over")
_NAMES: Mapping[Names, Text] = {
    "full": Text("Participant", "Attendee"),
    "initials": Text("Initiales", "Initials"),
    "codes": Text("Code", "Code"),
}
_ROOMY = 6.0


def changes_page(
    difference: Difference,
    names: Names = "full",
    origin: Text | None = None,
    first: Sequence[Text] = (),
    options: Sequence[OptionRow] = (),
    standbys: Sequence[Text] = (),
) -> Page:
    """Return a table for sessions, one for people and one for attendees; empty ones are left out.

    Then what else could become of the sessions that somebody cannot attend.

    Parameters
    ----------
    difference : Difference
        What is told.
    names : {"full", "initials", "codes"}
        How attendees are called.
    origin : Text, optional
        What the new programme was made from.
    first : sequence of Text
        What is to be known before anything else.
    options : sequence of OptionRow
        The ways for each session that somebody cannot attend.
    standbys : sequence of Text
        Who could take the parts.
    """
    problem = difference.after.problem
    warned = (Block(tuple(wide(text, "name", air=_ROOMY) for text in first)),) if first else ()
    made_from = (Block((wide(origin, "note", air=_ROOMY),)),) if origin else ()
    return Page(
        CHANGES,
        problem.event,
        _WIDTHS,
        (*warned, *made_from, *_tables(difference, names), *_options(options, standbys)),
        head=(wide(event_heading(problem), "lead", air=6),),
    )


def _tables(difference: Difference, names: Names) -> Iterator[Block]:
    tables = (
        (
            Text("Par session", "By session"),
            (_SESSION, Text("Ce qui change", "What changes")),
            news.by_session(difference),
        ),
        (
            Text("Par intervenant", "By person"),
            (Text("Intervenant", "Person"), _SESSION),
            news.by_person(difference),
        ),
        (
            Text("Par participant", "By attendee"),
            (_NAMES[names],),
            news.by_attendee(difference, names),
        ),
    )
    for title, about, rows in tables:
        if rows:
            yield _table(title, about, rows)


def _options(options: Sequence[OptionRow], standbys: Sequence[Text]) -> Iterator[Block]:
    if options:
        rows = [
            _row(
                (row.session, row.way, row.noted),
                _OPTION_SPANS,
                keys=range(len(_OPTION_SPANS)) if row.chosen else (),
            )
            for row in options
        ]
        yield _titled(_OPTIONS, _OPTION_TITLES, _OPTION_SPANS, rows)
    if standbys:
        lines = tuple(wide(text, "body", air=_ROOMY) for text in standbys)
        yield Block(lines, header=(wide(_STANDBYS, "name", colour="calm", air=_ROOMY),), gap=10)


def _table(title: Text, about: Sequence[Text], changes: Sequence[news.ChangeRow]) -> Block:
    """Return a table of what each row is about, then what was and what is."""
    titles = [*about, _BEFORE, _AFTER]
    spans = _SPANS[len(titles)]
    keys = (0, len(titles) - 1)
    rows = [_row([*row.about, row.before, row.after], spans, keys) for row in changes]
    return _titled(title, titles, spans, rows)


def _titled(
    title: Text, titles: Sequence[Text], spans: Sequence[int], rows: Sequence[Row]
) -> Block:
    header = (
        Cell(text, "header", "header", span) for text, span in zip(titles, spans, strict=True)
    )
    return Block(
        tuple(rows),
        header=(wide(title, "name", colour="calm", air=_ROOMY), Row(tuple(header))),
        gap=10,
    )


def _row(texts: Sequence[Text], spans: Sequence[int], keys: Collection[int]) -> Row:
    """Return a row, in which the texts at some places stand out."""
    cells = (
        Cell(text, "key" if place in keys else "body", span=span)
        for place, (text, span) in enumerate(zip(texts, spans, strict=True))
    )
    return Row(tuple(cells), air=_ROOMY, ruled=True)
